const mostFiles = 50_000;

const entriesOf = (reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject);
  });

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });

/**
 * The files of a drop, those inside dropped folders included; hidden files are left out.
 * Must be called while the drop event is handled, since the browser empties the list afterwards.
 */
export async function droppedFiles(data: DataTransfer): Promise<readonly File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  if (entries.every((entry) => entry === null)) return [...data.files];
  const waiting: FileSystemEntry[] = entries.filter((entry) => entry !== null);
  const files: File[] = [];
  for (
    let entry = waiting.shift();
    entry !== undefined && files.length < mostFiles;
    entry = waiting.shift()
  ) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      // A reader answers in portions of a hundred until an empty one.
      for (let part = await entriesOf(reader); part.length > 0; part = await entriesOf(reader))
        waiting.push(...part);
    }
  }
  return files;
}
