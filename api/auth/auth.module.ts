import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { DeclaredInputGuard } from '../infra/problem';
import { PlexModule } from '../plex';
import { AccessGuard } from './access/access.guard';
import { AccessRules } from './access/access-rules';
import { IdentityGuard } from './access/identity.guard';
import { PrincipalCache } from './access/principal-cache';
import { PrincipalResolver } from './access/principal-resolver';
import { RouteRulesCheck } from './access/route-rules.check';
import { ApiKeyController } from './api-key/api-key.controller';
import { ApiKeyRepository } from './api-key/api-key.repository';
import { ApiKeys } from './api-key/api-keys';
import { CsrfController } from './csrf/csrf.controller';
import { CsrfGuard } from './csrf/csrf.guard';
import { CsrfTokens } from './csrf/csrf-tokens';
import { MembershipCheck } from './membership/membership-check';
import { MembershipRecheck } from './membership/membership-recheck';
import { MembershipRepository } from './membership/membership.repository';
import { MembershipScheduler } from './membership/membership-scheduler';
import { Memberships } from './membership/memberships';
import { RecheckMembershipProcessor } from './membership/recheck-membership.processor';
import { SessionController } from './session/session.controller';
import { SessionRepository } from './session/session.repository';
import { Sessions } from './session/sessions';
import { Setup } from './setup/setup';
import { SetupHandover } from './setup/setup-handover';
import { SetupCode } from './setup/setup-code';
import { SetupCodeLockRepository } from './setup/setup-code-lock.repository';
import { SetupController } from './setup/setup.controller';
import { Admission } from './sign-in/admission';
import { Entrance } from './sign-in/entrance';
import { PinPoll } from './sign-in/pin-poll';
import { SignIn } from './sign-in/sign-in';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInPinRepository } from './sign-in/sign-in-pin.repository';
import { SignInWatch } from './sign-in/sign-in-watch';
import { SignInPins } from './sign-in/sign-in-pins';
import { AiThrottlerGuard } from './throttle/ai-throttler.guard';
import { Refusals } from './throttle/refusals';
import { RequestThrottlerGuard } from './throttle/request-throttler.guard';
import { ThrottleModule } from './throttle/throttle.module';
import { UserController } from './user/user.controller';
import { UserDirectoryQuery } from './user/user-directory.query';
import { UserRepository } from './user/user.repository';
import { UserDirectory } from './user/user-directory';
import { Users } from './user/users';

/** In this order each request passes: who is it, how often, may it, did our own page send it, and does the route take it. */
const guards = [IdentityGuard, RequestThrottlerGuard, AiThrottlerGuard, AccessGuard, CsrfGuard, DeclaredInputGuard].map(
  (useClass) => ({ provide: APP_GUARD, useClass }),
);

/** Sign-in, sessions, users, API keys, and the guards that stand before every route. */
@Module({
  imports: [DiscoveryModule, PlexModule, ThrottleModule],
  controllers: [SetupController, CsrfController, SignInController, SessionController, ApiKeyController, UserController],
  providers: [
    ...guards,
    ...[AccessRules, PrincipalCache, PrincipalResolver, RouteRulesCheck, CsrfTokens, Refusals],
    ...[
      Sessions,
      SessionRepository,
      ApiKeys,
      ApiKeyRepository,
      Users,
      UserRepository,
      UserDirectory,
      UserDirectoryQuery,
    ],
    ...[Admission, Entrance, PinPoll, SignIn, SignInWatch, SignInPins, SignInPinRepository],
    ...[
      MembershipCheck,
      MembershipRecheck,
      MembershipRepository,
      MembershipScheduler,
      Memberships,
      RecheckMembershipProcessor,
    ],
    ...[Setup, SetupCode, SetupCodeLockRepository, SetupHandover],
  ],
  exports: [SetupCode, CsrfTokens],
})
export class AuthModule {}
