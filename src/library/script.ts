/** True when a text is written mainly in Han characters. */
export const isHanText = (text: string): boolean => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han > 0 && han * 2 >= text.replace(/\s/g, '').length;
};
