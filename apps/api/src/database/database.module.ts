import { Global, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { dataSourceOptions } from './data-source.js';
import { openDataSource } from './open-data-source.js';
import { Transactions } from './transactions.js';

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => ({
        ...dataSourceOptions(config.database),
        autoLoadEntities: true,
        // Whoever starts us restarts us; waiting in silence would hide a wrong url.
        retryAttempts: 0,
      }),
      dataSourceFactory: (options) => {
        if (!options) throw new Error('BUG_NO_OPTIONS: they are made above');
        return openDataSource(options);
      },
    }),
  ],
  providers: [
    Transactions,
    {
      provide: 'migrations are done',
      inject: [getDataSourceToken()],
      useFactory: async (dataSource: DataSource) => {
        if (await dataSource.showMigrations()) {
          throw new SetupError(['the database is behind this version: run the migrate command first']);
        }
        return true;
      },
    },
  ],
  exports: [Transactions],
})
export class DatabaseModule {}
