import { All, Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Audited, Public, RequireRole } from '../../common';
import { AccessRules } from './access-rules';
import { RouteRulesCheck } from './route-rules.check';

@Controller('declared')
class DeclaredController {
  @Get()
  @Public()
  open() {}

  @Post()
  @RequireRole('admin')
  @Audited('server.test')
  closed() {}

  @Get('read')
  @RequireRole('admin')
  read() {}

  @Post('own')
  @RequireRole('user')
  own() {}
}

@Controller('whole')
@RequireRole('user')
class WholeController {
  @Get()
  inherited() {}

  helper() {}
}

@Controller('forgotten')
class ForgottenController {
  @Get('a')
  @Public()
  declared() {}

  @Get('b')
  forgotten() {}
}

@Controller('silent')
@RequireRole('admin')
class SilentController {
  @Post()
  silent() {}

  @All('any')
  any() {}

  @Post('told')
  @Audited('server.test')
  told() {}
}

class BaseController {
  @Get('base')
  inheritedRoute() {}
}

@Controller('derived')
class DerivedController extends BaseController {}

async function start(controller: Type): Promise<void> {
  @Module({ imports: [DiscoveryModule], controllers: [controller], providers: [AccessRules, RouteRulesCheck] })
  class App {}
  const app = (await Test.createTestingModule({ imports: [App] }).compile()).createNestApplication({ logger: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

test.each([DeclaredController, WholeController])(
  'an app whose routes all declare a rule starts',
  async (controller) => {
    await expect(start(controller)).resolves.toBeUndefined();
  },
);

test('a route without a rule stops the start and is named', async () => {
  await expect(start(ForgottenController)).rejects.toThrow(
    'Routes without an access rule: ForgottenController.forgotten',
  );
});

test('a route by which administrators change something unheard stops the start and is named', async () => {
  await expect(start(SilentController)).rejects.toThrow(
    'Administrative routes without an audited act: SilentController.silent, SilentController.any',
  );
});

test('a route inherited from another class counts as well', async () => {
  await expect(start(DerivedController)).rejects.toThrow('DerivedController.inheritedRoute');
});
