import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { SetupError } from '../platform/errors/setup-error.js';

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
    if (this.document.errors.length > 0) {
      throw new SetupError(
        this.document.errors.map((error) => {
          const [firstLine = 'not YAML'] = error.message.split('\n');
          return `${this.fileName}:${this.lineAt(error.pos[0])} ${firstLine}`;
        }),
      );
    }
    this.content = this.document.toJS();
  }

  /** One line about the value at `path`, or about the nearest thing around it that exists. */
  flaw(path: readonly PropertyKey[], message: string): string {
    const keys = path.map((key) => (typeof key === 'number' ? key : String(key)));
    const name = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    return `${this.fileName}:${this.lineOf(keys)} ${name.replace(/^\./, '') || 'the file'}: ${message}`;
  }

  private lineOf(path: readonly (string | number)[]): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = this.document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return this.lineAt(node.range[0]);
    }
    return 1;
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }
}
