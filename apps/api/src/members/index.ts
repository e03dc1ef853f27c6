export { DepartmentsService } from './departments.service.js';
export { MembersModule } from './members.module.js';
export { MembersService, type MemberNames } from './members.service.js';
