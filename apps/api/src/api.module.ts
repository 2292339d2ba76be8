import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AttachmentsController } from './attachments/attachments.controller.js';
import { BoardsController } from './boards/boards.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { ManyCasesController } from './cases/many-cases.controller.js';
import { ChangesController } from './changes/changes.controller.js';
import { DatesController } from './dates/dates.controller.js';
import { DefinitionsController } from './definitions/definitions.controller.js';
import { ScenariosController } from './definitions/scenarios.controller.js';
import { DocumentNumbersController } from './documents/document-numbers.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { CallController } from './desk/call.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { DiagramsController } from './diagrams/diagrams.controller.js';
import { OversightController } from './oversight/oversight.controller.js';
import { PictureShelf } from './diagrams/picture-shelf.js';
import { DraftsController } from './drafts/drafts.controller.js';
import { HolidaysController } from './holidays/holidays.controller.js';
import { HealthController } from './health/health.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { DeliveriesController } from './notices/deliveries.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { PlansController } from './plans/plans.controller.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { ProgramsController } from './programs/programs.controller.js';
import { RollTables } from './rolls/roll-tables.js';
import { RollsController } from './rolls/rolls.controller.js';
import { AnswerInterceptor } from './route/answered.js';
import { AccessGuard } from './sign-in/guard.js';
import { SignIn } from './sign-in/sign-in.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { TokensController } from './sign-in/tokens.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { part, type ApiParts } from './tokens.js';
import { DefinitionShelf } from './wire/definition-shelf.js';
import { DueWords } from './wire/due-words.js';

@Module({})
export class ApiModule {
  static of(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        SignInController,
        TokensController,
        TasksController,
        DeskController,
        CallController,
        ProgramsController,
        CasesController,
        ManyCasesController,
        BoardsController,
        DraftsController,
        AttachmentsController,
        RollsController,
        DocumentsController,
        DocumentNumbersController,
        ImportsController,
        DatesController,
        NoticesController,
        DeliveriesController,
        ChangesController,
        DefinitionsController,
        ScenariosController,
        PlansController,
        HolidaysController,
        OversightController,
        DiagramsController,
        HealthController,
        OpenApiController,
      ],
      providers: [
        ...(Object.keys(parts) as (keyof ApiParts)[]).map((name) => ({ provide: part(name), useValue: parts[name] })),
        SignIn,
        DefinitionShelf,
        DueWords,
        PictureShelf,
        RollTables,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_FILTER, useValue: new ProblemFilter(parts.log) },
      ],
    };
  }
}
