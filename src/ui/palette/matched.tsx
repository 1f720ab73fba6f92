/** The title with the typed words underlined where they stand in it. */
export function Matched({ title, words }: { readonly title: string; readonly words: string }) {
  const at = words === '' ? -1 : title.toLowerCase().indexOf(words.toLowerCase());
  if (at < 0) return <>{title}</>;
  return (
    <>
      {title.slice(0, at)}
      <mark>{title.slice(at, at + words.length)}</mark>
      {title.slice(at + words.length)}
    </>
  );
}
