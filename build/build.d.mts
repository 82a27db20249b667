// The types of build.mjs, for the tests that call it.

export declare const buildAll: (
  directory?: string,
) => Promise<readonly { readonly file: string; readonly problem: string }[]>
