/**
 * A text as it is compared: without marks and case, so that "Sở Y tế" is found by "so y te".
 * Search columns and the operator's decisions on product names are kept in this form.
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
}
