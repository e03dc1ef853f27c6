import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One element below the root. Text is text, whether it looks like a number or not; null where other elements are inside. */
export type Field = readonly [name: string, text: string | null];

/** @throws TypeError for what is no UTF-8 */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/**
 * The fields of an `<xml>` element, as the platform writes them (6.2). The parser is a strict one, and replaces no
 * entities but the five that XML has and numbers.
 * @throws Error for what is not well-formed, or has a DOCTYPE. Its message quotes the text: not to be logged
 */
export function fieldsOf(xml: string): Field[] {
  const { root, children } = parseXml(xml, { preserveDocumentType: true });
  if (root?.name !== 'xml') throw new Error('the root is not <xml>');
  if (children.some(({ type }) => type === 'doctype')) throw new Error('there is a DOCTYPE');
  return root.children
    .filter((child) => child instanceof XmlElement)
    .map((element): Field => [element.name, textIn(element)]);
}

function textIn({ children, text }: XmlElement): string | null {
  return children.every((child) => child instanceof XmlText) ? text : null;
}
