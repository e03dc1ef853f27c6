import { Injectable } from '@nestjs/common';
import { sidebarPath, type Bootstrap, type RefusedSignature } from '@sidecard/contracts';
import type { CurrentMember } from '../auth/index.js';
import { CardLayoutsService } from '../card-layouts/card-layouts.service.js';
import { Corps } from '../config/corps.js';
import { MembersService } from '../members/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { WecomJssdk } from '../wecom/index.js';

/** Everything the page needs before it may talk to the WeCom client, in one answer. */
@Injectable()
export class BootstrapService {
  constructor(
    private readonly corps: Corps,
    private readonly jssdk: WecomJssdk,
    private readonly members: MembersService,
    private readonly cardLayouts: CardLayoutsService,
  ) {}

  /**
   * @param refused what the client has refused of the last answer for this page
   * @throws AppError URL_NOT_OURS: only the app's own page is signed
   */
  async bootstrap(member: CurrentMember, pageUrl: string, refused?: RefusedSignature): Promise<Bootstrap> {
    const { corp, app } = this.corps.get(member);
    // Compared as text: what is signed is text, and a url parser would forgive what the client does not.
    const page = pageUrl.split(/[?#]/)[0];
    const own = corp.publicOrigin + sidebarPath(member);
    if (page !== own && page !== `${own}/`)
      throw new AppError('URL_NOT_OURS', 'only our own pages are signed');

    if (refused) await this.jssdk.renewTicket(member, pageUrl, refused);
    const [jssdk, names, cardLayout] = await Promise.all([
      this.jssdk.sign(member, pageUrl),
      this.members.names(member, [member.userId]),
      this.cardLayouts.of(member),
    ]);
    return {
      corp: { corpId: corp.corpId, name: corp.name },
      app: { agentId: app.agentId, name: app.name },
      member: { userId: member.userId, name: names.get(member.userId) ?? null },
      cardLayout,
      jssdk,
    };
  }
}
