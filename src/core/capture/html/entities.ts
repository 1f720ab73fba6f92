import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

/** Text of a value in which some pages leave markup or character references ("Tom &amp; Jerry", "<b>x</b>"). */
export function decodeEntities(value: string): string {
  if (!/[&<]/.test(value)) return value;
  const bounded = value.slice(0, 5000).replace(/<(?![a-z/!][^<>]{0,200}>)/gi, '&lt;');
  const out: string[] = [];
  const stack: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(bounded).childNodes].reverse();
  while (stack.length > 0) {
    const node = stack.pop()!;
    if ('value' in node) out.push(node.value);
    else if ('childNodes' in node && node.nodeName !== 'script' && node.nodeName !== 'style') {
      stack.push(...[...node.childNodes].reverse());
    }
  }
  return out.join('');
}
