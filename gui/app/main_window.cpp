// Joining the parts of the window: pages, docks, status bar, opening, saving, closing.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/app/main_window.h"

#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QUrl>
#include <QtGui/QCloseEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>

#include "core/compute/backend.h"
#include "core/session/relink.h"
#include "gui/app/layouts.h"
#include "gui/app/opening.h"
#include "gui/app/start_page.h"
#include "gui/app/transport_bar.h"
#include "gui/axes/selection_text.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/dialogs/recovery_dialog.h"
#include "gui/dialogs/relink_dialog.h"
#include "gui/meters/meter_panel.h"
#include "gui/meters/spectrum_view.h"
#include "gui/panels/album_panel.h"
#include "gui/panels/chain_panel.h"
#include "gui/panels/edits_panel.h"
#include "gui/panels/history_panel.h"
#include "gui/panels/jobs_panel.h"
#include "gui/panels/loudness_panel.h"
#include "gui/theme/icons.h"
#include "gui/theme/theme.h"
#include "gui/views/editor.h"
#include "gui/views/spectrogram_view.h"
#include "gui/views/waveform_view.h"

namespace lathe::gui {
namespace {

constexpr int kMostRecent = 10;

QString sessionFilter() { return MainWindow::tr("Lathe sessions (*.lathe)"); }

QString audioFilter() {
  return MainWindow::tr("Audio and sessions") %
         QStringLiteral(" (*.wav *.rf64 *.bwf *.w64 *.aiff *.aif *.flac *.caf *.ogg *.opus *.mp3 *.lathe);;") %
         MainWindow::tr("All files") % QStringLiteral(" (*)");
}

}  // namespace

MainWindow::MainWindow(Workspace& workspace, QSettings* settings)
    : workspace_(workspace),
      settings_(settings),
      actions_(this),
      pages_(new QStackedWidget),
      start_(new StartPage),
      editor_(new Editor(workspace)),
      selectionText_(new QLabel),
      pointerText_(new QLabel),
      formatText_(new QLabel),
      outputText_(new QLabel),
      deviceText_(new QLabel) {
  setObjectName(QStringLiteral("MainWindow"));
  setAcceptDrops(true);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  setMinimumSize(900, 520);
  pages_->addWidget(start_);
  pages_->addWidget(editor_);
  setCentralWidget(pages_);
  makeDocks();
  layouts_ = new Layouts(*this, docks_, settings_);
  makeActions();
  makeMenus();
  makeToolBar();
  makeStatusBar();
  connect(start_, &StartPage::openAsked, this, &MainWindow::openDialog);
  connect(start_, &StartPage::demoAsked, actions_.get(QStringLiteral("help.demo")), &QAction::trigger);
  connect(start_, &StartPage::recentAsked, this, [this](const QString& file) { openFiles({file}); });
  connect(&workspace_.document, &Document::changed, this, &MainWindow::followDocument);
  connect(&workspace_.document, &Document::stateChanged, this, &MainWindow::followDocument);
  connect(&workspace_.document, &Document::currentTrackChanged, this, &MainWindow::followDocument);
  connect(&workspace_.document, &Document::failed, this, &MainWindow::showMessage);
  connect(&workspace_.document, &Document::changedOnDisk, this, &MainWindow::askAboutChange);
  // Once the new session is shown.
  connect(&workspace_.document, &Document::replaced, this, &MainWindow::offerRelink, Qt::QueuedConnection);
  connect(&workspace_.sound, &TrackSound::editFailed, this, [this](const QString& sentence) {
    workspace_.document.undo();  // what cannot be heard does not stay
    showMessage(sentence);
  });
  connect(&workspace_.jobs, &Jobs::failed, this,
          [this](const QString&, const QString& sentence) { showMessage(sentence); });
  connect(&workspace_.selection, &Selection::changed, this, &MainWindow::followSelection);
  connect(&workspace_.selection, &Selection::cursorMoved, this, &MainWindow::followSelection);
  connect(&workspace_.sound, &TrackSound::opened, this, &MainWindow::followSelection);
  connect(&workspace_.view, &ViewSettings::changed, this, &MainWindow::followView);
  Transport& transport = workspace_.transport;
  for (const auto signal : {&Transport::started, &Transport::stopped, &Transport::stateChanged})
    connect(&transport, signal, this, &MainWindow::followTransport);
  connect(&transport, &Transport::failed, this, &MainWindow::showMessage);
  connect(&transport, &Transport::notHeard, this, [this](const QStringList& stages) {
    statusBar()->showMessage(
        tr("Preview needed, as these modules read the whole recording: %1").arg(stages.join(QStringLiteral(", "))),
        10000);
  });
  connect(editor_, &Editor::readout, pointerText_, &QLabel::setText);
  if (settings_) {
    workspace_.view.load(*settings_);
    actions_.load(*settings_);
    OutputRequest output;
    output.device = settings_->value(QStringLiteral("sound/device")).toString().toStdString();
    output.blockFrames = std::clamp(settings_->value(QStringLiteral("sound/block"), 512).toInt(), 16, 8192);
    workspace_.transport.setOutput(output);
  }
  resize(1366, 740);
  restoreLayout();
  start_->showRecent(recentSessions());
  followDocument();
  followSelection();
  followView();
  followTransport();
}

MainWindow::~MainWindow() = default;

QDockWidget* MainWindow::dock(const QString& id, const QString& title, QWidget* panel, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title, this);
  dock->setObjectName(id);
  // Not floating: a floating dock cannot be put back under Wayland with Qt 6.4 (QTBUG-87332).
  dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
  dock->setWidget(panel);
  addDockWidget(area, dock);
  docks_.push_back(dock);
  return dock;
}

void MainWindow::makeDocks() {
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  chain_ = new ChainPanel(workspace_);
  album_ = new AlbumPanel(workspace_);
  auto* chain = dock(QStringLiteral("chain"), tr("Chain"), chain_, Qt::LeftDockWidgetArea);
  auto* edits = dock(QStringLiteral("edits"), tr("Edits"), new EditsPanel(workspace_), Qt::LeftDockWidgetArea);
  auto* history =
      dock(QStringLiteral("history"), tr("History"), new HistoryPanel(workspace_.document), Qt::LeftDockWidgetArea);
  tabifyDockWidget(chain, edits);
  tabifyDockWidget(edits, history);
  chain->raise();
  auto* tracks = dock(QStringLiteral("tracks"), tr("Tracks"), album_, Qt::BottomDockWidgetArea);
  auto* jobs = dock(QStringLiteral("jobs"), tr("Jobs"), new JobsPanel(workspace_.jobs), Qt::BottomDockWidgetArea);
  auto* spectrum =
      dock(QStringLiteral("spectrum"), tr("Spectrum"), new SpectrumView(workspace_.meters), Qt::BottomDockWidgetArea);
  loudness_ = new LoudnessPanel(workspace_);
  auto* loudness = dock(QStringLiteral("loudness"), tr("Loudness"), loudness_, Qt::BottomDockWidgetArea);
  auto* meters = dock(QStringLiteral("meters"), tr("Meters"), new MeterPanel(workspace_, workspace_.meters),
                      Qt::RightDockWidgetArea);
  tabifyDockWidget(tracks, spectrum);
  tabifyDockWidget(spectrum, loudness);
  tabifyDockWidget(loudness, jobs);
  tracks->raise();
  resizeDocks({chain, meters}, {290, 240}, Qt::Horizontal);
  resizeDocks({tracks}, {160}, Qt::Vertical);
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  connect(&album_->tracks(), &TracksPanel::filesDropped, this, [this](const QStringList& files, int row) {
    addAudioFiles(workspace_, files, static_cast<std::size_t>(row), [this](const QString& why) { showMessage(why); });
  });
}

void MainWindow::makeStatusBar() {
  for (QLabel* label : {selectionText_, pointerText_, formatText_, outputText_, deviceText_})
    label->setContentsMargins(6, 0, 6, 0);
  statusBar()->addWidget(selectionText_, 3);
  statusBar()->addWidget(pointerText_, 3);
  statusBar()->addPermanentWidget(formatText_);
  statusBar()->addPermanentWidget(outputText_);
  statusBar()->addPermanentWidget(deviceText_);
  deviceText_->setText(tr("GPU: …"));
  workspace_.jobs.run<QString>(
      tr("Detect GPU"),
      [](const Progress&) {
        for (const BackendDescription& backend : describeBackends())
          if (std::string_view(backend.info.id) != "cpu" && backend.trouble.empty())
            return QString::fromUtf8(backend.info.name);
        return QString();
      },
      [this](const QString& device) {
        deviceText_->setText(device.isEmpty() ? tr("GPU: none") : tr("GPU: %1").arg(device));
        deviceText_->setToolTip(device.isEmpty() ? tr("No CUDA device was found: all work runs on the CPU")
                                                 : tr("Heavy work runs on this device, and on the CPU if it fails"));
      },
      false);
}

void MainWindow::showMessage(const QString& sentence) {
  statusBar()->showMessage(sentence, 12000);
  if (!isVisible()) return;
  auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Lathe"), sentence % QLatin1Char('.'),
                              QMessageBox::Ok, this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

void MainWindow::followDocument() {
  const Document& document = workspace_.document;
  const bool isEmpty = document.session().tracks.empty();
  pages_->setCurrentWidget(isEmpty ? static_cast<QWidget*>(start_) : editor_);
  const QString name = document.path().empty() ? (isEmpty ? QString() : tr("Unsaved session"))
                                               : QFileInfo(toQString(document.path())).fileName();
  setWindowTitle(name.isEmpty() ? QStringLiteral("Lathe") : name % QStringLiteral("[*] — Lathe"));
  setWindowModified(!name.isEmpty() && document.isModified());  // a title without a name has no mark for it
  actions_.get(QStringLiteral("edit.undo"))->setEnabled(document.history().canUndo());
  actions_.get(QStringLiteral("edit.redo"))->setEnabled(document.history().canRedo());
  for (QAction* action : actions_.all())
    if (action->property("needsTrack").toBool()) action->setEnabled(document.hasTrack());
  QString format;
  if (document.hasTrack() && !document.track().regions.empty()) {
    const AudioSource& source = *document.track().regions.front().source;
    format = tr("%1 kHz · %2 ch").arg(QLocale().toString(source.sampleRate / 1000.0), QString::number(source.channels));
    if (source.sampleRate != document.session().rate())
      format += tr(" → session %1 kHz").arg(QLocale().toString(document.session().rate() / 1000.0));
  }
  formatText_->setText(format);
}

void MainWindow::followSelection() {
  const Selection& selection = workspace_.selection;
  selectionText_->setText(selectionText(workspace_));
  for (QAction* action : actions_.all())
    if (action->property("needsSelection").toBool()) action->setEnabled(!selection.isEmpty());
}

void MainWindow::followTransport() {
  const Transport& transport = workspace_.transport;
  outputText_->setText(transport.outputText());
  QPalette palette = this->palette();
  if (transport.outputDiffers()) palette.setColor(QPalette::WindowText, theme().warning);
  outputText_->setPalette(palette);
  actions_.get(QStringLiteral("transport.play"))->setIcon(icon(transport.isPlaying() ? Glyph::Pause : Glyph::Play));
  actions_.get(QStringLiteral("transport.loop"))->setChecked(transport.loops());
  actions_.get(QStringLiteral("transport.bypass"))->setChecked(transport.listen() == Transport::Listen::Bypassed);
  actions_.get(QStringLiteral("transport.ab"))->setChecked(transport.listen() == Transport::Listen::Kept);
  actions_.get(QStringLiteral("transport.swap"))->setEnabled(transport.hasKept());
}

void MainWindow::openDialog() {
  const QStringList files = QFileDialog::getOpenFileNames(this, tr("Open"), QString(), audioFilter());
  if (!files.isEmpty()) openFiles(files);
}

void MainWindow::exportDialog() {
  std::filesystem::path folder = workspace_.document.path().parent_path();
  if (folder.empty() && !workspace_.document.track().regions.empty())
    folder = workspace_.document.track().regions.front().source->path.parent_path() / "masters";
  auto* dialog = new ExportDialog(workspace_, folder, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    const RenderRequest request = dialog->request();
    std::error_code error;
    std::filesystem::create_directories(request.folder, error);
    if (error) return showMessage(tr("The folder %1 cannot be made").arg(toQString(request.folder)));
    if (workspace_.document.apply(dialog->edit())) startExport(workspace_, request, this);
  });
  dialog->open();
}

void MainWindow::offerRecovery(bool isAsked) {
  workspace_.jobs.run<Recoverable>(
      tr("Look for sessions to recover"),
      [folder = workspace_.document.journalFolder()](const Progress& progress) {
        Recoverable found;
        found.sessions = lostSessions(folder, &found.unread, progress);
        return found;
      },
      [this, isAsked](Recoverable found) { showRecoverable(std::move(found), isAsked); }, false);
}

void MainWindow::showRecoverable(Recoverable found, bool isAsked) {
  QStringList problems;
  for (const UnreadJournal& unread : found.unread) {
    problems << QString::fromStdString(unread.sentence);
    try {
      discardJournal(unread.journal);  // told once, not at every start
    } catch (const Error& error) {
      problems << QString::fromUtf8(error.what());
    }
  }
  if (!problems.isEmpty())
    showMessage(
        tr("A session cannot be recovered; its journal is put aside: %1").arg(problems.join(QStringLiteral("; "))));
  auto& lost = found.sessions;
  if (lost.empty()) {
    if (isAsked && problems.isEmpty()) statusBar()->showMessage(tr("There is nothing to recover"), 5000);
    return;
  }
  auto* dialog = new RecoveryDialog(std::move(lost), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    if (mayClose()) workspace_.document.recover(dialog->chosen());
  });
  dialog->open();
}

void MainWindow::openFiles(const QStringList& files) {
  const auto session = std::ranges::find_if(files, isSessionFile);
  if (session != files.end()) {
    if (mayClose() && workspace_.document.open(toPath(*session))) noteRecent(workspace_.document.path());
    return;
  }
  addAudioFiles(workspace_, files, workspace_.document.session().tracks.size(),
                [this](const QString& why) { showMessage(why); });
}

bool MainWindow::save(bool asksForName) {
  std::filesystem::path path = workspace_.document.path();
  if (path.empty() || asksForName) {
    QString suggestion = toQString(path);
    if (path.empty() && workspace_.document.hasTrack() && !workspace_.document.track().regions.empty()) {
      std::filesystem::path source = workspace_.document.track().regions.front().source->path;
      suggestion = toQString(source.replace_extension(".lathe"));
    }
    QString name = QFileDialog::getSaveFileName(this, tr("Save session"), suggestion, sessionFilter());
    if (name.isEmpty()) return false;
    if (!isSessionFile(name)) name += QStringLiteral(".lathe");
    path = toPath(name);
  }
  if (!workspace_.document.save(path)) return false;
  noteRecent(path);
  statusBar()->showMessage(tr("Saved %1").arg(toQString(path)), 5000);
  return true;
}

void MainWindow::askAboutChange(const QString& path) {
  auto* box = new QMessageBox(QMessageBox::Warning, QStringLiteral("Lathe"),
                              tr("Another program has changed this session since it was opened or saved here."),
                              QMessageBox::Cancel, this);
  box->setObjectName(QStringLiteral("changedOnDisk"));
  box->setInformativeText(tr("%1\nNothing has been written.").arg(path));
  auto* saveAs = box->addButton(tr("Save &as…"), QMessageBox::AcceptRole);
  auto* reload = box->addButton(tr("&Open the changed file"), QMessageBox::DestructiveRole);
  auto* overwrite = box->addButton(tr("Over&write it"), QMessageBox::DestructiveRole);
  reload->setToolTip(tr("What was changed here and not saved is lost"));
  overwrite->setToolTip(tr("What the other program has changed is lost"));
  box->setDefaultButton(QMessageBox::Cancel);
  connect(saveAs, &QAbstractButton::clicked, this, [this] { save(true); });
  connect(reload, &QAbstractButton::clicked, this, [this, path] { workspace_.document.open(toPath(path)); });
  connect(overwrite, &QAbstractButton::clicked, this,
          [this, path] { workspace_.document.save(toPath(path), Document::IfChanged::Overwrite); });
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

bool MainWindow::mayClose() {
  if (!workspace_.document.isModified()) return true;
  QMessageBox box(QMessageBox::Question, QStringLiteral("Lathe"), tr("Save the changes to this session?"),
                  QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
  box.setInformativeText(tr("Your audio files are not changed either way."));
  box.setDefaultButton(QMessageBox::Save);
  const int answer = box.exec();
  if (answer == QMessageBox::Cancel) return false;
  return answer == QMessageBox::Discard || save(false);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (workspace_.jobs.isBusy()) {
    const auto answer =
        QMessageBox::question(this, QStringLiteral("Lathe"), tr("Work is still running. Stop it and quit?"));
    if (answer != QMessageBox::Yes) return event->ignore();
  }
  if (!mayClose()) return event->ignore();
  workspace_.jobs.stopAll();
  workspace_.document.close();
  if (settings_) {
    settings_->setValue(QStringLiteral("window/geometry"), saveGeometry());
    layouts_->save();
    workspace_.view.save(*settings_);
    actions_.save(*settings_);
  }
  event->accept();
}

void MainWindow::restoreLayout() {
  connect(layouts_, &Layouts::changed, this, &MainWindow::followView);
  if (settings_) restoreGeometry(settings_->value(QStringLiteral("window/geometry")).toByteArray());
  layouts_->restore();
}

void MainWindow::focusPanel(int step) {
  std::vector<QWidget*> places{workspace_.view.values().showsSpectrogram
                                   ? static_cast<QWidget*>(&editor_->spectrogram())
                                   : &editor_->waveform()};
  for (QDockWidget* dock : docks_)
    if (dock->isVisible() && !dock->visibleRegion().isEmpty()) places.push_back(dock->widget());
  const QWidget* now = QApplication::focusWidget();
  int place = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (now && (places[i] == now || places[i]->isAncestorOf(now))) place = static_cast<int>(i);
  const int count = static_cast<int>(places.size());
  QWidget* next = places[static_cast<std::size_t>((place + step + count) % count)];
  for (QWidget* child = next; child->focusPolicy() == Qt::NoFocus || !child->isEnabled();) {
    child = child->nextInFocusChain();
    if (child == next || !next->isAncestorOf(child)) break;
    if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus))
      return child->setFocus(Qt::TabFocusReason);
  }
  next->setFocus(Qt::TabFocusReason);
}

void MainWindow::offerRelink() {
  auto missing = missingSources(workspace_.document.session());
  if (missing.empty()) return;
  auto* dialog = new RelinkDialog(workspace_, std::move(missing), this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

QStringList MainWindow::recentSessions() const {
  if (!settings_) return {};
  QStringList files = settings_->value(QStringLiteral("recent")).toStringList();
  files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
  return files;
}

void MainWindow::noteRecent(const std::filesystem::path& session) {
  if (!settings_) return;
  QStringList files = recentSessions();
  files.removeAll(toQString(session));
  files.prepend(toQString(session));
  settings_->setValue(QStringLiteral("recent"), QStringList(files.mid(0, kMostRecent)));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  event->acceptProposedAction();
  if (!files.isEmpty()) openFiles(files);
}

}  // namespace lathe::gui
