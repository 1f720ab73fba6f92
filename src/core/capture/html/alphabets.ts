import { detectLanguage } from '../language.ts';

/** Letters beyond ASCII that each language written in Latin letters uses (Unicode CLDR, exemplar characters), small ones. */
const ALPHABETS: Readonly<Record<string, string>> = {
  ca: 'àçèéíïòóúü·',
  cs: 'áčďéěíňóřšťúůýž',
  da: 'æøåéáó',
  de: 'äöüß',
  es: 'áéíñóúü',
  et: 'äõöüšž',
  eu: 'ñç',
  fi: 'äöåšž',
  fr: 'àâæçéèêëîïôœùûüÿ',
  gl: 'áéíñóúüï',
  hr: 'čćđšž',
  hu: 'áéíóöőúüű',
  is: 'áðéíóúýþæö',
  it: 'àèéìíîòóù',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņšūž',
  nl: 'éëïóöüáèê',
  no: 'æøåéèêóòô',
  pl: 'ąćęłńóśźż',
  pt: 'áàâãçéêíóôõúü',
  ro: 'ăâîșțşţ',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  sl: 'čšžćđ',
  sq: 'çë',
  sv: 'åäöéàü',
  tr: 'çğıöşüâîûi̇',
  vi: 'àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ',
};
const LETTERS = new Map(Object.entries(ALPHABETS).map(([tag, letters]) => [tag, new Set(letters)]));
const ACCENTED = /\p{L}\p{M}*/gu;

/**
 * The share of a text's letters beyond ASCII that the language it is written in knows, 0 to 1; null when the text is
 * too short or in no language of the table. A wrong code page shows here: Hungarian has ő, and never õ.
 */
export function alphabetShare(text: string): number | null {
  const language = detectLanguage(text);
  const known = language && LETTERS.get(language.tag.split('-')[0]!);
  if (!known) return null;
  let all = 0;
  let own = 0;
  for (const [letter] of text.normalize('NFC').matchAll(ACCENTED)) {
    if (letter.codePointAt(0)! < 0x80 && letter.length === 1) continue;
    all++;
    if (known.has(letter.toLowerCase())) own++;
  }
  return all === 0 ? null : own / all;
}
