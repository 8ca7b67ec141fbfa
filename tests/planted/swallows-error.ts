export function planted(act: () => void): void {
  try {
    act()
  } catch {}
}
