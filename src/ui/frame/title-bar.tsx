import { t } from '../messages/index.ts';
import { keysOf } from '../commands/run.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { goBack, goForward, startCapture, useView } from '../view.ts';
import { AppMenu } from './app-menu.tsx';

/** The bar at the top: the way back, the one box for going and finding, and Capture. It also moves the window. */
export function TitleBar() {
  const back = useView((view) => view.back.length > 0);
  const forward = useView((view) => view.forward.length > 0);
  const inspector = useView((view) => view.inspector);
  const inLibrary = useView((view) => view.place.screen === 'library' || view.place.screen === 'inbox');
  return (
    <header className="titlebar">
      <div className="nav">
        <AppMenu />
        <IconButton
          icon="arrow-left"
          label={t('command.nav.back')}
          keys={keysOf('nav.back') ?? ''}
          disabled={!back}
          onClick={goBack}
        />
        <IconButton
          icon="arrow-right"
          label={t('command.nav.forward')}
          keys={keysOf('nav.forward') ?? ''}
          disabled={!forward}
          onClick={goForward}
        />
      </div>
      <button
        type="button"
        className="omni"
        aria-haspopup="dialog"
        onClick={() => useView.setState({ palette: true })}
      >
        <Icon name="search" size="s" />
        <span className="grow clip">{t('frame.omni')}</span>
        <Kbd keys={keysOf('palette.open') ?? ''} />
      </button>
      <div className="tools">
        <Button icon="plus" onClick={() => startCapture({ review: true })}>
          {t('frame.capture')}
        </Button>
        <IconButton
          icon="panel-right"
          label={t('command.pane.inspector')}
          keys={keysOf('pane.inspector') ?? ''}
          aria-pressed={inspector}
          disabled={!inLibrary}
          onClick={() => useView.setState({ inspector: !inspector })}
        />
      </div>
    </header>
  );
}
