/** Letters and signs that TeX writes as commands. */
export const LATEX_LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß', ae: 'æ', AE: 'Æ', oe: 'œ', OE: 'Œ', aa: 'å', AA: 'Å', o: 'ø', O: 'Ø', l: 'ł', L: 'Ł', i: 'i', j: 'j', dh: 'ð', DH: 'Ð',
  th: 'þ', TH: 'Þ', ng: 'ŋ', NG: 'Ŋ', textendash: '–', textemdash: '—', textquoteright: '’', textquoteleft: '‘',
  textquotedblleft: '“', textquotedblright: '”', ldots: '…', dots: '…', copyright: '©', pounds: '£', euro: '€', texteuro: '€',
  S: '§', P: '¶', textregistered: '®', texttrademark: '™', textdegree: '°',
}; // prettier-ignore
