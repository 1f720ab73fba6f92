const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML, in an element or in a quoted attribute. Characters HTML forbids become U+FFFD. */
export const escapeHtml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[&<>"']/gu, (char) => NAMED[char]!)
    // oxlint-disable-next-line no-control-regex -- these are the characters to be replaced
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '\ufffd');

/** An address that a link may lead to: http, https or mailto; null for anything else, such as `javascript:`. */
export const safeAddress = (address: string | null | undefined): string | null =>
  address != null && /^(?:https?:\/\/|mailto:)[^\s"'<>\\]+$/iu.test(address) ? address : null;
