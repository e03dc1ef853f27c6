import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import {
  favouriteSchema,
  preparedVersionSchema,
  soughtScriptsSchema,
  writtenScriptSchema,
  type Favourite,
  type FoundScripts,
  type PreparedScript,
  type PreparedVersion,
  type SoughtScripts,
  type WrittenScript,
} from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { SendingsService } from '../sending/sendings.service.js';
import { FindScriptsService } from './find-scripts.service.js';
import { ScriptsService } from './scripts.service.js';

@Controller('api/scripts')
export class ScriptsController {
  constructor(
    private readonly finding: FindScriptsService,
    private readonly scripts: ScriptsService,
    private readonly sendings: SendingsService,
  ) {}

  @Post('find')
  @HttpCode(200)
  find(
    @AskedBy() member: CurrentMember,
    @Body({ schema: soughtScriptsSchema }) sought: SoughtScripts,
  ): Promise<FoundScripts> {
    return this.finding.find(member, sought);
  }

  @Post()
  @HttpCode(204)
  write(
    @AskedBy() member: CurrentMember,
    @Body({ schema: writtenScriptSchema }) script: WrittenScript,
  ): Promise<void> {
    return this.scripts.write(member, script);
  }

  @Post(':scriptId/delete')
  @HttpCode(204)
  delete(@AskedBy() member: CurrentMember, @Param('scriptId') scriptId: string): Promise<void> {
    return this.scripts.delete(member, scriptId);
  }

  @Post(':scriptId/favourite')
  @HttpCode(204)
  markFavourite(
    @AskedBy() member: CurrentMember,
    @Param('scriptId') scriptId: string,
    @Body({ schema: favouriteSchema }) { isFavourite }: Favourite,
  ): Promise<void> {
    return this.scripts.markFavourite(member, scriptId, isFavourite);
  }

  @Post(':scriptId/prepare')
  @HttpCode(200)
  prepare(
    @AskedBy() member: CurrentMember,
    @Param('scriptId') scriptId: string,
    @Body({ schema: preparedVersionSchema }) { version }: PreparedVersion,
  ): Promise<PreparedScript> {
    return this.sendings.prepare(member, scriptId, version);
  }
}
