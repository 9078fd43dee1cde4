import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config';
import { livingKeys } from './encryption-key';
import { SecretBox } from './secret-box';

@Global()
@Module({
  providers: [
    {
      provide: SecretBox,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new SecretBox(livingKeys(config)),
    },
  ],
  exports: [SecretBox],
})
export class CryptoModule {}
