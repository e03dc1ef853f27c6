import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { SetupError } from '../platform/errors/setup-error.js';

/** What a line that is too far left or right mostly leads to. */
const OF_INDENTATION = ['BLOCK_AS_IMPLICIT_KEY', 'BAD_INDENT'];

/** A YAML text that remembers where everything stands, so that a flaw can be named by line. */
export class YamlSource {
  readonly content: unknown;
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(
    private readonly fileName: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines });
    // The others mostly follow from the first.
    const [error] = this.document.errors;
    if (error) {
      const [said = 'not YAML'] = error.message.split(/ at line \d+|\n/);
      const hint = OF_INDENTATION.includes(error.code) ? '; is everything indented as it belongs?' : '';
      throw new SetupError([`${this.fileName}:${this.lineAt(error.pos[0])} ${said}${hint}`]);
    }
    this.content = this.document.toJS();
  }

  /** One line about the value at `path`, or about the nearest thing around it that exists. */
  flaw(path: readonly PropertyKey[], message: string): string {
    const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
    const name = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    return `${this.fileName}:${this.lineOf(keys)} ${name.replace(/^\./, '') || 'the file'}: ${message}`;
  }

  /** Of the key rather than of what belongs to it, which may begin further down. */
  private lineOf(path: readonly (string | number)[]): number {
    let node: unknown = this.document.contents;
    let line = 1;
    for (const key of path) {
      const inside = isMap(node) ? pairOf(node, String(key)) : undefined;
      const next: unknown = inside ? inside.key : isSeq(node) ? node.items[Number(key)] : undefined;
      if (!isNode(next) || !next.range) return line;
      line = this.lineAt(next.range[0]);
      node = inside ? inside.value : next;
    }
    return line;
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }
}

/** Codes may be written as numbers, and are texts by then. */
function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}
