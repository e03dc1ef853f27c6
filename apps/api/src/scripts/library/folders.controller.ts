import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { writtenFolderSchema, type WrittenFolder } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { FoldersService } from './folders.service.js';

@Controller('api/script-folders')
export class FoldersController {
  constructor(private readonly folders: FoldersService) {}

  @Post()
  @HttpCode(204)
  write(
    @AskedBy() member: CurrentMember,
    @Body({ schema: writtenFolderSchema }) folder: WrittenFolder,
  ): Promise<void> {
    return this.folders.write(member, folder);
  }

  @Post(':folderId/delete')
  @HttpCode(204)
  delete(@AskedBy() member: CurrentMember, @Param('folderId') folderId: string): Promise<void> {
    return this.folders.delete(member, folderId);
  }
}
