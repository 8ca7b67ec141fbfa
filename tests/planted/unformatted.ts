export const planted = {a: "b"};
