/** The language of a name for screen readers and fonts, guessed from its script; undefined for Latin. */
export function languageOfName(name: string): string | undefined {
  if (/[\u3040-\u30ff]/u.test(name)) return 'ja';
  if (/\p{Script=Hangul}/u.test(name)) return 'ko';
  return /\p{Script=Han}/u.test(name) ? 'zh' : undefined;
}

/** The letter or character that stands for a company: the first Han character of any name, else the first letter. */
export function monogram(names: readonly string[]): string {
  for (const name of names) {
    const han = /\p{Script=Han}/u.exec(name);
    if (han) return han[0];
  }
  return [...(names[0] ?? '?')][0]!.toLocaleUpperCase();
}
