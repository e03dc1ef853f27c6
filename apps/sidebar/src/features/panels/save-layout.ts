import { apiPaths, type CardLayout } from '@sidecard/contracts';
import * as z from 'zod/mini';
import { post, read } from '../../api/client';
import { useSession } from '../../stores/session';

/** Shown at once. One that could not be kept goes with the page, and the next change sends all of it again. */
export function saveLayout(layout: CardLayout): void {
  const session = useSession();
  session.arrange(layout);
  read(post(apiPaths.cardLayout, session.mark(), layout), z.null()).catch(() => undefined);
}
