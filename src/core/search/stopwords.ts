/** English words too common to tell one text from another in a long question. Short queries keep them. */
const ENGLISH =
  'a about above after again against all also am an and any are as at be because been before being below between both ' +
  'but by can could did do does doing down during each few for from further get had has have having he her here hers ' +
  'him his how i if in into is it its itself just me more most my no nor not of off on once only or other our ours out ' +
  'over own same she should so some such than that the their theirs them then there these they this those through to ' +
  'too under until up very was we were what when where which while who whom why will with would you your yours s t re ' +
  've ll d m don doesn didn isn aren wasn couldn shouldn wouldn won upon may might must shall like please tell know ' +
  'want need give find';
const GERMAN =
  'der die das den dem des ein eine einer eines einem einen und oder aber ist sind war im in am an auf aus bei mit nach ' +
  'von vom zu zum zur für fuer als auch es er sie wir ihr ich nicht sich wie was wer wo dass daß';

const WORDS = new Set([...ENGLISH.split(' '), ...GERMAN.split(' ')]);

/** True for a folded word that carries no subject of its own. */
export const isStopWord = (term: string): boolean => WORDS.has(term);
