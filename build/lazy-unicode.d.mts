// The types of lazy-unicode.mjs, for its test.

type Cluster = { readonly segment: string; readonly index: number; readonly input: string }
type Clusters = Iterable<Cluster> & { containing(index?: number): Cluster | undefined }

export declare const isOneColumnEach: (text: string) => boolean
export declare class LazySegmenter {
  segment(text: string): Clusters
}
export declare const lazyRegExp: (
  source: string,
  flags: string,
) => { readonly test: (text: string) => boolean; readonly [Symbol.replace]: (text: string, by: string) => string }
