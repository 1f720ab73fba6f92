/**
 * Month names by number, with their inflected forms, in the languages of most saved pages (names from Unicode CLDR).
 * Abbreviations follow from {@link monthOf}: the first letters of a name where no two months share them.
 */
const NAMES: readonly string[] = [
  'january januar jänner janvier enero janeiro gennaio januari styczeń stycznia январь января січень січня leden ledna január januára tammikuu tammikuuta ocak ianuarie ιανουάριος ιανουαρίου يناير كانونالثاني januarie siječanj siječnja sausio sausis janvāris jaanuar gener ינואר जनवरी tháng1',
  'february februar feber février febrero fevereiro febbraio februari luty lutego февраль февраля лютий лютого únor února február februára helmikuu helmikuuta şubat februarie φεβρουάριος φεβρουαρίου فبراير شباط februarie veljača veljače vasario vasaris februāris veebruar febrer פברואר फरवरी',
  'march märz mars marzo março maart marzec marca март марта березень березня březen března marec március maaliskuu maaliskuuta mart martie μάρτιος μαρτίου مارس آذار marts mars ožujak ožujka kovo kovas märts març מרץ मार्च',
  'april avril abril aprile kwiecień kwietnia апрель апреля квітень квітня duben dubna apríl apríla április huhtikuu huhtikuuta nisan aprilie απρίλιος απριλίου أبريل ابريل نيسان travanj travnja balandžio balandis aprīlis aprill אפריל अप्रैल',
  'may mai mayo maio maggio mei maj maja май мая травень травня květen května máj mája május toukokuu toukokuuta mayıs μάιος μαΐου مايو أيار svibanj svibnja gegužės gegužė maijs maig מאי मई',
  'june juni juin junio junho giugno czerwiec czerwca июнь июня червень червня červen června jún júna június kesäkuu kesäkuuta haziran iunie ιούνιος ιουνίου يونيو يونية حزيران lipanj lipnja birželio birželis jūnijs juuni juny יוני जून',
  'july juli juillet julio julho luglio lipiec lipca июль июля липень липня červenec července júl júla július heinäkuu heinäkuuta temmuz iulie ιούλιος ιουλίου يوليو يولية تموز srpanj srpnja liepos liepa jūlijs juuli juliol יולי जुलाई',
  'august août agosto augustus sierpień sierpnia август августа серпень серпня srpen srpna augusta augusztus elokuu elokuuta ağustos αύγουστος αυγούστου أغسطس اغسطس آب augusti kolovoz kolovoza rugpjūčio rugpjūtis augusts agost אוגוסט अगस्त',
  'september septembre septiembre setiembre setembro settembre wrzesień września сентябрь сентября вересень вересня září szeptember syyskuu syyskuuta eylül septembrie σεπτέμβριος σεπτεμβρίου سبتمبر أيلول septembra rujan rujna rugsėjo rugsėjis septembris setembre ספטמבר सितंबर',
  'october oktober octobre octubre outubro ottobre październik października октябрь октября жовтень жовтня říjen října október októbra lokakuu lokakuuta ekim octombrie οκτώβριος οκτωβρίου أكتوبر اكتوبر تشرينالأول spalio spalis oktobris oktoober listopada octubre אוקטובר अक्टूबर',
  'november novembre noviembre novembro listopad listopadu ноябрь ноября листопад листопада marraskuu marraskuuta kasım noiembrie νοέμβριος νοεμβρίου نوفمبر تشرينالثاني novembra studeni studenoga lapkričio lapkritis novembris נובמבר नवंबर',
  'december dezember décembre diciembre dezembro dicembre desember grudzień grudnia декабрь декабря грудень грудня prosinec prosince joulukuu joulukuuta aralık decembrie δεκέμβριος δεκεμβρίου ديسمبر كانونالأول decembra prosinac prosinca gruodžio gruodis decembris detsember desembre דצמבר दिसंबर',
];

/** Abbreviations that are no plain beginning of a name, or that several names would claim. */
// prettier-ignore
const SHORT: Readonly<Record<string, number>> = {
  jan: 1, ene: 1, gen: 1, sty: 1, янв: 1, jän: 1, led: 1, oca: 1,
  feb: 2, fev: 2, fév: 2, févr: 2, lut: 2, фев: 2, febr: 2, úno: 2,
  mar: 3, mär: 3, mrz: 3, mrt: 3, мар: 3, bře: 3, märz: 3,
  apr: 4, abr: 4, avr: 4, kwi: 4, апр: 4, dub: 4,
  may: 5, mai: 5, mag: 5, mei: 5, maj: 5, май: 5, мая: 5,
  jun: 6, giu: 6, juin: 6, cze: 6, июн: 6,
  jul: 7, lug: 7, juil: 7, lip: 7, июл: 7,
  aug: 8, ago: 8, août: 8, aou: 8, sie: 8, авг: 8, srp: 8,
  sep: 9, sept: 9, set: 9, wrz: 9, сен: 9, сент: 9, zář: 9,
  oct: 10, okt: 10, out: 10, ott: 10, paź: 10, окт: 10, říj: 10,
  nov: 11, lis: 11, ноя: 11, нояб: 11,
  dec: 12, dez: 12, dic: 12, déc: 12, des: 12, gru: 12, дек: 12, pro: 12, dek: 12,
};

const fold = (name: string): string =>
  name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i');

const MONTHS: ReadonlyMap<string, number> = (() => {
  const months = new Map<string, number>();
  NAMES.forEach((names, index) => {
    for (const name of names.split(' ')) if (!months.has(fold(name))) months.set(fold(name), index + 1);
  });
  for (const [name, month] of Object.entries(SHORT)) months.set(fold(name), month);
  return months;
})();

/** The month (1-12) a word names in any of the known languages, accents and case aside, or null. */
export function monthOf(word: string): number | null {
  return MONTHS.get(fold(word.replace(/\.$/, ''))) ?? null;
}
