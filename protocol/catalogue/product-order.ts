type Product = { readonly name: string; readonly vendorCountry: string }

/** Domestic makers first: the plans ask for them by name. */
export function byOrigin(left: Product, right: Product): number {
  const rank = ({ vendorCountry }: Product) => (vendorCountry === 'VN' ? 0 : 1)
  return rank(left) - rank(right) || left.name.localeCompare(right.name, 'vi')
}
