// The types of replace-exactly.mjs, for its test.

export declare const replaceExactly: (
  text: string,
  edit: { readonly file: string; readonly pattern: RegExp; readonly times: number; readonly by: string },
) => string
