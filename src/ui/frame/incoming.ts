import { useEffect, useState } from 'react';
import { droppedFiles } from '../capture/dropped.ts';
import { typing } from '../commands/run.ts';
import { fail } from '../parts/toast.tsx';
import { startCapture, type CaptureRequest } from '../view.ts';
import { isOurs } from './dragging.ts';

const inDialog = (): boolean =>
  document.querySelector('[role=dialog][data-open], [role=alertdialog]') !== null;

/** A paste this soon after the middle button was let go comes from it, in milliseconds. */
const MIDDLE_PASTES = 500;

const address = /^https?:\/\/\S+$/;

/** What was pasted or dropped apart from files; null when there is nothing to capture in it. */
const requestOf = (data: DataTransfer): CaptureRequest | null => {
  const html = data.getData('text/html');
  const text = data.getData('text/plain').trim();
  const link = data.getData('text/uri-list').split('\n')[0]?.trim() ?? '';
  if (address.test(text) || (text === '' && address.test(link)))
    return { url: address.test(text) ? text : link };
  if (html !== '') return { html, ...(text !== '' && { text }) };
  return text === '' ? null : { text };
};

/** Captures what is pasted outside text fields and what is dropped anywhere; true while something is held over the window. */
export function useIncoming(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // where systems paste the selected words with the middle button, that button opens tabs here and captures nothing
    let middle = -Infinity;
    const onMiddle = (event: MouseEvent): void => {
      if (event.button === 1) middle = event.timeStamp;
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!event.clipboardData || typing() || inDialog() || event.timeStamp - middle < MIDDLE_PASTES) return;
      const files = [...event.clipboardData.files];
      const request = files.length > 0 ? { files } : requestOf(event.clipboardData);
      if (!request) return;
      event.preventDefault();
      startCapture(request);
    };
    const foreign = (event: DragEvent): boolean =>
      event.dataTransfer !== null && !isOurs(event.dataTransfer.types) && !event.defaultPrevented;
    const onOver = (event: DragEvent): void => {
      if (!foreign(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const data = event.dataTransfer;
      if (!data || !foreign(event)) return;
      event.preventDefault();
      const rest = data.files.length === 0 ? requestOf(data) : null;
      if (rest) startCapture(rest);
      else
        droppedFiles(data).then((files) => {
          if (files.length > 0) startCapture({ files });
        }, fail);
    };
    window.addEventListener('mouseup', onMiddle, true);
    window.addEventListener('auxclick', onMiddle, true);
    window.addEventListener('paste', onPaste);
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('mouseup', onMiddle, true);
      window.removeEventListener('auxclick', onMiddle, true);
      window.removeEventListener('paste', onPaste);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}

/** Asks for files, or for a folder, and captures them. */
export const chooseFiles = (folder: boolean): void => {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.webkitdirectory = folder;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) startCapture({ files });
  });
  input.click();
};

/** Captures what is on the clipboard, for the command in the palette; a key press brings a paste event instead. */
export const captureClipboard = async (): Promise<void> => {
  try {
    const [item] = await navigator.clipboard.read();
    const type = item?.types.includes('text/html') ? 'text/html' : 'text/plain';
    const words = item ? await (await item.getType(type)).text() : '';
    if (words !== '') startCapture(type === 'text/html' ? { html: words } : { text: words });
  } catch (reason) {
    fail(reason);
  }
};
