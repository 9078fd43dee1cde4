const PLACE = /^(.+):(\d+):(\d+)$/;
const MOST_FRAMES = 50;

export interface StackFrame {
  filename: string;
  function?: string;
  lineno: number;
  colno: number;
  in_app: boolean;
}

/** The frames of a stack, innermost last as Sentry wants them, by paths that tell nothing of the machine. */
export function stackFrames(stack: string | undefined): StackFrame[] {
  return (stack ?? '')
    .split('\n')
    .flatMap((line) => {
      const { called, place } = partsOf(line.trim());
      const [, file, lineno, colno] = PLACE.exec(place) ?? [];
      if (!file) return [];
      const filename = shortened(file);
      const inApp = !/^(node:|node_modules\/)/.test(filename);
      return [{ filename, function: called, lineno: Number(lineno), colno: Number(colno), in_app: inApp }];
    })
    .slice(0, MOST_FRAMES)
    .reverse();
}

/** `at called (place)`, or `at place`. */
function partsOf(line: string): { called?: string; place: string } {
  if (!line.startsWith('at ')) return { place: '' };
  const open = line.lastIndexOf(' (');
  if (open < 0) return { place: line.slice(3) };
  return { called: line.slice(3, open), place: line.slice(open + 2).replace(/\)$/, '') };
}

function shortened(file: string): string {
  if (file.startsWith('node:')) return file;
  const [inside] = /(?:node_modules|dist\/server|api|migrations)[\\/].*$/.exec(file) ?? [];
  return inside ?? 'elsewhere';
}
