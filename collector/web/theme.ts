import { createTheme, type CSSVariablesResolver } from '@mantine/core'
import { darkColours, lightColours } from './colours.ts'
import { foundChoices } from './found-choices.ts'

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
    // Its <header> is the head of a dialog, not of the page.
    ModalHeader: { defaultProps: { role: 'none' } },
    DrawerHeader: { defaultProps: { role: 'none' } },
    // Five hundred agencies stand in the page only while their list is open.
    Combobox: { defaultProps: { keepMounted: false } },
    Select: { defaultProps: { filter: foundChoices } },
    MultiSelect: { defaultProps: { filter: foundChoices } },
    Autocomplete: { defaultProps: { filter: foundChoices } },
    ModalRoot: { defaultProps: { centered: true } },
    // A placeholder among its items is none of what a menu may hold.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 150, events: touchFriendlyEvents() } },
  },
})

function touchFriendlyEvents() {
  return { hover: true, focus: true, touch: true }
}

/** The colours of both schemes, for Mantine's own parts and ours. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: lightColours,
  dark: darkColours,
})
