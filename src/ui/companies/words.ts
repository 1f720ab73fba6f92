/** The language a name is written in, as far as its script tells for certain; null for Latin and other shared scripts. */
export function scriptLanguage(name: string): 'zh' | 'ja' | 'ko' | null {
  if (/[\u3040-\u30ff]/u.test(name)) return 'ja';
  if (/\p{Script=Hangul}/u.test(name)) return 'ko';
  return /\p{Script=Han}/u.test(name) ? 'zh' : null;
}

/** The language that fonts and voices should take for a text that carries none: its script's, English for Latin. */
export function languageOfName(text: string): string | undefined {
  return scriptLanguage(text) ?? (/\p{Script=Latin}/u.test(text) ? 'en' : undefined);
}

/** The letter or character that stands for a company: the first Han character of any name, else the first letter. */
export function monogram(names: readonly string[]): string {
  for (const name of names) {
    const han = /\p{Script=Han}/u.exec(name);
    if (han) return han[0];
  }
  return Array.from(names[0] ?? '?')[0]!.toLocaleUpperCase();
}
