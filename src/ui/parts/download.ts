/** Hands a finished file to the browser or the shell, which save it where downloads go. */
export function download(file: { readonly token: string; readonly fileName: string }): void {
  const link = document.createElement('a');
  link.href = `/download/${file.token}`;
  link.download = file.fileName;
  document.body.append(link);
  link.click();
  link.remove();
}
