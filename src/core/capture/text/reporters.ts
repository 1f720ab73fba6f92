/** "本报记者 王小明、李华", "文／王小明", and the bracket after a dateline: "本报北京6月3日电（记者 王小明）". */
const REPORTERS =
  /(?:^|[（(【\s|])(?:[\p{Script=Han}]{0,8}(?:记者|記者|通讯员|通訊員|作者|撰文|撰稿|编译|編譯)|文)\s*[:：／/\s]?\s*((?:[\p{Script=Han}·]{2,4}(?:[、，,\s]+(?=[\p{Script=Han}·]{2,4}(?:[、，,\s]|$)))?)+)(?=$|[）)】|\s／/])/u;
/** Words of a line that names reporters and are no names. */
const NOT_REPORTERS =
  /^(?:报道|報導|获悉|獲悉|从|從|了解|采访|採訪|注意|编辑|編輯|来源|來源|责编|责任|摄影|攝影|实习|综合)/u;

/** The reporters a Chinese line names, parted by commas, or empty: a short line, or the bracket in a dateline's first words. */
export function reportersIn(line: string): string {
  const start = line.length <= 60 ? line : line.slice(0, 60);
  if (line.length > 60 && !/[（(][^（）()]{0,12}(?:记者|記者)/u.test(start)) return '';
  const found = REPORTERS.exec(start)?.[1];
  if (!found) return '';
  const names = found
    .split(/[、，,\s]+/u)
    .filter((name) => /^[\p{Script=Han}·]{2,4}$/u.test(name) && !NOT_REPORTERS.test(name));
  return names.length > 5 ? '' : names.join(', ');
}
