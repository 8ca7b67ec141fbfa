import { createTheme, type CSSVariablesResolver } from '@mantine/core'

export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', 'DejaVu Sans Mono', Consolas, monospace",
  // Stacked diacritics clip below 1.35.
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '22px', lineHeight: '1.35' } } },
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 150, events: touchFriendlyEvents() } },
  },
})

function touchFriendlyEvents() {
  return { hover: true, focus: true, touch: true }
}

/**
 * Colours that reach AA contrast (4.5:1 for text) on their grounds in both schemes; Mantine's own dimmed text
 * does not. Status colours come as a text, a bar and a ground.
 */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545c64',
    '--mantine-color-placeholder': '#6b737b',
    '--mantine-color-anchor': '#364fc7',
    '--mantine-color-error': '#c92a2a',
    '--khien-ground': '#f6f7f9',
    '--khien-card': '#ffffff',
    '--khien-line': '#e3e6ea',
    '--khien-line-soft': '#eef0f3',
    '--khien-hover': '#f3f5f9',
    '--khien-track': '#e9ecef',
    '--khien-tick': '#1a1b1e',
    '--khien-met': '#087150',
    '--khien-met-bar': '#12a87b',
    '--khien-met-ground': '#e3f8f0',
    '--khien-unmet': '#c02525',
    '--khien-unmet-bar': '#e8504f',
    '--khien-unmet-ground': '#fdecec',
    '--khien-warn': '#855000',
    '--khien-warn-bar': '#f2a60c',
    '--khien-warn-ground': '#fff4d9',
    '--khien-unknown': '#495460',
    '--khien-unknown-bar': '#8894a0',
    '--khien-unknown-ground': '#eef1f4',
    '--khien-info': '#3049b8',
    '--khien-info-bar': '#5c7cfa',
    '--khien-info-ground': '#e9eeff',
  },
  dark: {
    '--mantine-color-body': '#17181b',
    '--mantine-color-text': '#e4e7eb',
    '--mantine-color-dimmed': '#a3a9b1',
    '--mantine-color-placeholder': '#8f969e',
    '--mantine-color-anchor': '#9db2ff',
    '--mantine-color-error': '#ff9a9a',
    '--khien-ground': '#17181b',
    '--khien-card': '#1f2125',
    '--khien-line': '#33363c',
    '--khien-line-soft': '#2a2d32',
    '--khien-hover': '#26292e',
    '--khien-track': '#33363c',
    '--khien-tick': '#f1f3f5',
    '--khien-met': '#4fd6a5',
    '--khien-met-bar': '#20a97c',
    '--khien-met-ground': '#12352a',
    '--khien-unmet': '#ff9292',
    '--khien-unmet-bar': '#e05252',
    '--khien-unmet-ground': '#3f1d1f',
    '--khien-warn': '#ffce4d',
    '--khien-warn-bar': '#dd9a12',
    '--khien-warn-ground': '#3a2c0b',
    '--khien-unknown': '#b9c1ca',
    '--khien-unknown-bar': '#77828d',
    '--khien-unknown-ground': '#2c3036',
    '--khien-info': '#a3b6ff',
    '--khien-info-bar': '#5c7cfa',
    '--khien-info-ground': '#222b4d',
  },
})
