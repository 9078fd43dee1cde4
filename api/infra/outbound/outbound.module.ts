import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppConfig } from '../config';
import { OutboundPolicy } from './outbound-policy';

/** For whoever calls an address that an administrator can type. */
@Module({
  providers: [
    {
      provide: OutboundPolicy,
      inject: [AppConfig, HttpAdapterHost],
      useFactory: (config: AppConfig, adapterHost: HttpAdapterHost) => new OutboundPolicy(config, adapterHost),
    },
  ],
  exports: [OutboundPolicy],
})
export class OutboundModule {}
