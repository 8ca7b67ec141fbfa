export const planted = () => fetch('/api/hosts')
