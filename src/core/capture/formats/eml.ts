import PostalMime from 'postal-mime';
import { describedArticle } from '../described.ts';
import { machineDate } from '../dates.ts';
import type { CaptureInput, Captured, Format } from '../format.ts';
import { readFragment } from '../fragment.ts';
import { articleFromText } from '../text/article.ts';
import { unwrapLines } from '../text/wrap.ts';
import { headText, looksLikeText } from '../sniff.ts';
import { Refusal } from '../../refusal.ts';

const HEADER =
  /^(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|content-type|x-[\w-]+|dkim-signature|reply-to|cc|list-[\w-]+|arc-[\w-]+|authentication-results|references|in-reply-to|sender)\s*:/i;

/** True for a file whose first lines are mail headers (RFC 5322) with the ones a mail cannot do without. */
function looksLikeMail(input: CaptureInput): number {
  if (!looksLikeText(input.bytes)) return 0;
  const head = headText(input.bytes, 32_768).split(/\r?\n\r?\n/, 1)[0]!;
  const lines = head
    .split(/\r?\n/)
    .filter((line) => line !== '' && !/^[ \t]/.test(line) && !/^From .* \d{4}$/.test(line));
  const known = lines.filter((line) => HEADER.test(line)).length;
  if (lines.length < 2 || known < lines.length * 0.5) return 0;
  // Saved web pages (MHTML) are mails in form; they have their own reader.
  if (
    /^snapshot-content-location:|^x-saved-from|type="?text\/html"?;?\s*boundary|multipart\/related/im.test(
      head,
    ) &&
    !/^(?:received|message-id|to):/im.test(head)
  )
    return 0;
  return /^from:/im.test(head) && /^(?:date|subject|to|message-id):/im.test(head) ? 0.85 : 0;
}

async function* read(input: CaptureInput): AsyncIterable<Captured> {
  let mail: Awaited<ReturnType<typeof PostalMime.parse>>;
  try {
    mail = await PostalMime.parse(input.bytes, { maxNestingDepth: 50 });
  } catch (error) {
    if (error instanceof Error)
      throw new Refusal(
        'unreadable',
        `${input.name} is not a readable mail (${error.message.slice(0, 120)}).`,
      );
    throw error;
  }
  const parts = new Map<string, Uint8Array>();
  for (const { contentId, content } of mail.attachments) {
    if (contentId && typeof content !== 'string')
      parts.set(
        `cid:${contentId.replace(/^<|>$/g, '')}`,
        content instanceof Uint8Array ? content : new Uint8Array(content),
      );
  }
  const { blocks, assets, doubts } = mail.html
    ? readFragment(mail.html, { resources: (address) => parts.get(address) ?? null })
    : { ...articleFromText(unwrapLines(mail.text ?? '')), assets: [] };
  const names = mail.attachments
    .filter((part) => part.disposition === 'attachment' && part.filename)
    .map((part) => part.filename!);
  if (blocks.length === 0 && !mail.subject) throw new Refusal('empty', `${input.name} holds no text.`);
  yield {
    kind: 'email',
    article: describedArticle(
      'mail header',
      {
        title: mail.subject,
        byline: mail.from?.name || mail.from?.address,
        publishedOn: mail.date ? machineDate(mail.date) : null,
      },
      mail.html
        ? blocks
        : blocks.map(({ removed, ...block }) =>
            removed?.rule === 'title-line' || removed?.rule === 'byline' || removed === undefined
              ? block
              : { ...block, removed },
          ),
      {
        assets,
        doubts:
          names.length > 0
            ? [...doubts, { code: 'attachments-not-read', detail: names.join(', ').slice(0, 500) }]
            : doubts,
      },
    ),
    original: { bytes: input.bytes, mediaType: 'message/rfc822' },
    ...(mail.messageId ? { externalId: mail.messageId } : {}),
  };
}

/** A mail as saved by mail programs (RFC 5322 with MIME). */
export const eml: Format = { id: 'eml', detect: looksLikeMail, read };
