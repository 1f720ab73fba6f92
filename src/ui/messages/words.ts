/** The languages of the interface. */
export type Language = 'en' | 'zh-Hans';

/** The messages of one area, in both languages; a key missing in one of them does not compile. ICU MessageFormat. */
export const words = <Key extends string>(messages: {
  readonly en: Readonly<Record<Key, string>>;
  readonly 'zh-Hans': Readonly<Record<NoInfer<Key>, string>>;
}): { readonly en: Readonly<Record<Key, string>>; readonly 'zh-Hans': Readonly<Record<Key, string>> } =>
  messages;
