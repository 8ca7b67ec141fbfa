export const usedByNobody = 1
