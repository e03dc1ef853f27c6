import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { CrmModule } from '../crm/index.js';
import { WecomModule } from '../wecom/index.js';
import { FindScriptsService } from './library/find-scripts.service.js';
import { FoldersController } from './library/folders.controller.js';
import { FoldersService } from './library/folders.service.js';
import { ScriptFolderRow, ScriptMark, ScriptPartRow, ScriptRow } from './library/script.entity.js';
import { ScriptRights } from './library/script-rights.js';
import { ScriptsController } from './library/scripts.controller.js';
import { ScriptsRepository } from './library/scripts.repository.js';
import { ScriptsService } from './library/scripts.service.js';
import { MediaController } from './media/media.controller.js';
import { MediaService } from './media/media.service.js';
import { ReadableMedia } from './media/readable-media.js';
import { ScriptMedia, ScriptMediaBytes } from './media/script-media.entity.js';
import { WecomMediaIds } from './media/wecom-media-ids.js';
import { ScriptSendingRow } from './sending/script-sending.entity.js';
import { SendingsController } from './sending/sendings.controller.js';
import { SendingsService } from './sending/sendings.service.js';

/** What salespeople send: libraries of scripts, the images and files in them, and what came of sending them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      ScriptFolderRow,
      ScriptMark,
      ScriptMedia,
      ScriptMediaBytes,
      ScriptPartRow,
      ScriptRow,
      ScriptSendingRow,
    ]),
    AuditModule,
    CrmModule,
    WecomModule,
  ],
  controllers: [FoldersController, MediaController, ScriptsController, SendingsController],
  providers: [
    FindScriptsService,
    FoldersService,
    MediaService,
    ReadableMedia,
    ScriptRights,
    ScriptsRepository,
    ScriptsService,
    SendingsService,
    WecomMediaIds,
  ],
})
export class ScriptsModule {}
