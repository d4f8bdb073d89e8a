// The commands of the main window, its menus and its tool bar.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <QtGui/QActionGroup>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QToolBar>
#include <cmath>

#include "core/spectral/operators.h"
#include "core/stages/registry.h"
#include "gui/app/command_palette.h"
#include "gui/app/layouts.h"
#include "gui/app/main_window.h"
#include "gui/app/opening.h"
#include "gui/app/selection_commands.h"
#include "gui/app/transport_bar.h"
#include "gui/dialogs/preferences_dialog.h"
#include "gui/dialogs/session_rate_dialog.h"
#include "gui/panels/album_panel.h"
#include "gui/panels/loudness_panel.h"
#include "gui/theme/icons.h"
#include "gui/translations/translation.h"
#include "gui/views/editor.h"
#include "lathe_version.h"

namespace lathe::gui {
namespace {

QList<QKeySequence> keys(std::initializer_list<const char*> texts) {
  QList<QKeySequence> list;
  for (const char* text : texts) list << QKeySequence(QLatin1String(text));
  return list;
}

constexpr int kLevelRanges[] = {60, 80, 110, 140};  ///< dB from the darkest to the brightest colour

QString id(const char* text) { return QLatin1String(text); }

}  // namespace

void MainWindow::makeActions() {
  makeFileActions();
  makeEditActions();
  makeSelectionActions();
  makeViewActions();
  makeTransportActions();
}

void MainWindow::makeTransportActions() {
  Transport& transport = workspace_.transport;
  const auto withTrack = [](QAction* action) {
    action->setProperty("needsTrack", true);
    return action;
  };
  withTrack(actions_.add(id("transport.start"), tr("To the &start"), keys({"Home", "Return"}), [this] {
    workspace_.transport.seek(0.0_s);
    workspace_.axis.reveal(0);
  }))->setIcon(icon(Glyph::Start));
  withTrack(actions_.add(id("transport.end"), tr("To the &end"), keys({"End"}), [this] {
    workspace_.selection.setCursor(Seconds{workspace_.axis.frames() / workspace_.axis.rate()});
    workspace_.axis.reveal(workspace_.axis.frames());
  }));
  withTrack(actions_.add(
                id("transport.play"), tr("&Play / stop"), keys({"Space"}), [&transport] { transport.toggle(); },
                tr("From the cursor, or what is selected")))
      ->setIcon(icon(Glyph::Play));
  withTrack(actions_.add(id("transport.stop"), tr("S&top"), {}, [&transport] {
    transport.stop();
  }))->setIcon(icon(Glyph::Stop));
  withTrack(actions_.add(id("transport.pause"), tr("Stop at playhead"), keys({"P", "X"}),
                         [&transport] { transport.pause(); }));
  withTrack(actions_.add(id("transport.once"), tr("Play the selection &once"), keys({"Shift+Space"}),
                         [&transport] { transport.playOnce(); }));
  withTrack(actions_.add(
      id("transport.selected"), tr("Play selected fre&quencies"), keys({"Ctrl+Space"}),
      [&transport] { transport.playSelectedSound(); },
      tr("Only the selected frequencies and channels, without the chain")));
  withTrack(
      actions_.add(id("transport.album"), tr("Play the whole alb&um"), {}, [&transport] { transport.playAlbum(); }));
  QAction* loop = actions_.add(
      id("transport.loop"), tr("&Loop"), keys({"L"}), [&transport] { transport.setLoops(!transport.loops()); },
      tr("Play the selection, or the track, again and again"));
  loop->setCheckable(true);
  loop->setIcon(icon(Glyph::Loop));
  using Listen = Transport::Listen;
  actions_
      .add(
          id("transport.bypass"), tr("&Bypass chain"), keys({"B"}),
          [&transport] {
            transport.setListen(transport.listen() == Listen::Bypassed ? Listen::Chain : Listen::Bypassed);
          },
          tr("Bypass the chain, at equal loudness"))
      ->setCheckable(true);
  actions_
      .add(
          id("transport.ab"), tr("&A/B"), keys({"A"}),
          [&transport] { transport.setListen(transport.listen() == Listen::Kept ? Listen::Chain : Listen::Kept); },
          tr("Hear the snapshot instead of the chain, at equal loudness"))
      ->setCheckable(true);
  actions_.add(id("transport.keep"), tr("Store snaps&hot of the chain"), {}, [&transport] { transport.keep(); });
  actions_.add(id("transport.swap"), tr("S&wap chain and snapshot"), {}, [&transport] { transport.swapKept(); });
}

void MainWindow::makeFileActions() {
  actions_.add(id("file.new"), tr("&New session"), keys({"Ctrl+N"}), [this] {
    if (mayClose()) workspace_.document.startNew();
  });
  actions_.add(
      id("file.open"), tr("&Open…"), keys({"Ctrl+O"}), [this] { openDialog(); },
      tr("Open a session, or add audio files as tracks"));
  actions_.add(id("file.save"), tr("&Save session"), keys({"Ctrl+S"}), [this] { save(false); });
  actions_.add(id("file.save_as"), tr("Save session &as…"), keys({"Ctrl+Shift+S"}), [this] { save(true); });
  QAction* out = actions_.add(
      id("file.export"), tr("R&ender…"), keys({"Ctrl+Shift+E"}), [this] { exportDialog(); },
      tr("Render the tracks into files"));
  out->setProperty("needsTrack", true);
  actions_
      .add(
          id("file.measure"), tr("&Measure the track"), keys({"Ctrl+M"}),
          [this] {
            for (QDockWidget* dock : docks_)
              if (dock->widget() == loudness_) {
                dock->show();
                dock->raise();
              }
            loudness_->analysis().measure();
          },
          tr("Loudness and peaks of the whole track, before and after its chains"))
      ->setProperty("needsTrack", true);
  actions_
      .add(
          id("file.measure_album"), tr("Measure the a&lbum"), keys({"Ctrl+Shift+M"}),
          [this] { album_->analysis().measure(); },
          tr("Every track as it is rendered, and all of them as one programme"))
      ->setProperty("needsTrack", true);
  actions_
      .add(
          id("file.report"), tr("Write a re&port…"), {}, [this] { loudness_->askForReport(); },
          tr("What was measured, as PDF or web page"))
      ->setProperty("needsTrack", true);
  actions_.add(id("file.recover"), tr("&Recover sessions…"), {}, [this] { offerRecovery(true); });
  actions_.add(id("edit.preferences"), tr("&Preferences…"), keys({"Ctrl+,"}), [this] {
    auto* dialog = new PreferencesDialog(workspace_, actions_, settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  });
  actions_.add(id("file.quit"), tr("&Quit"), keys({"Ctrl+Q"}), [this] { close(); });
  actions_.add(id("help.demo"), tr("Open the &demo mix"), {}, [this] {
    try {
      openFiles({toQString(demoMixFile())});
    } catch (const std::exception& error) {
      showMessage(QString::fromUtf8(error.what()));
    }
  });
  actions_.add(id("help.commands"), tr("All &commands…"), keys({"Ctrl+Shift+P"}), [this] {
    auto* palette = new CommandPalette(actions_.all(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
  });
  actions_.add(id("help.about"), tr("&About Lathe"), {}, [this] {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Lathe"), {}, QMessageBox::Ok, this);
    box->setTextFormat(Qt::RichText);
    box->setText(tr("<b>Lathe %1</b><p>Mastering, restoration and measurement of finished mixes.</p>"
                    "<p>Free software under the GNU General Public License, version 3 or later.</p>")
                     .arg(QLatin1String(kVersionText)));
    box->setIconPixmap(windowIcon().pixmap(64));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
  });
}

void MainWindow::makeEditActions() {
  actions_.add(id("edit.undo"), tr("&Undo"), keys({"Ctrl+Z"}), [this] { workspace_.document.undo(); });
  actions_.add(id("edit.redo"), tr("&Redo"), keys({"Ctrl+Shift+Z", "Ctrl+Y"}), [this] { workspace_.document.redo(); });
  const auto withTrack = [this](QAction* action) { action->setProperty("needsTrack", true); };
  const auto withSelection = [this](QAction* action) { action->setProperty("needsSelection", true); };
  withSelection(actions_.add(id("edit.trim"), tr("&Crop to selection"), keys({"Ctrl+T"}),
                             [this] { trimToSelection(workspace_); }));
  withSelection(actions_.add(id("edit.delete"), tr("&Silence"), keys({"Del", "Ctrl+Shift+L"}),
                             [this] { silenceSelection(workspace_); }));
  withTrack(actions_.add(id("edit.marker"), tr("Add &marker"), keys({"M", "Ctrl+B"}),
                         [this] { addMarkerAtCursor(workspace_); }));
  withTrack(actions_.add(id("edit.next_marker"), tr("&Next marker"), keys({"Alt+Right"}),
                         [this] { goToMarker(workspace_, true); }));
  withTrack(actions_.add(id("edit.last_marker"), tr("Previous mar&ker"), keys({"Alt+Left"}),
                         [this] { goToMarker(workspace_, false); }));
  withTrack(actions_.add(
      id("edit.rate"), tr("Session sample rat&e…"), {}, [this] { askForSessionRate(workspace_.document, this); },
      tr("The rate at which the tracks and their chains run; what is where stays where it is")));
}

void MainWindow::makeSelectionActions() {
  const auto withTrack = [](QAction* action) { action->setProperty("needsTrack", true); };
  withTrack(actions_.add(id("select.all"), tr("Select &all"), keys({"Ctrl+A"}), [this] { selectAll(workspace_); }));
  actions_.add(id("select.none"), tr("&Deselect"), keys({"Esc", "Ctrl+Shift+A", "Ctrl+D"}),
               [this] { workspace_.selection.clear(); });
  actions_.add(id("select.invert"), tr("&Invert selection"), keys({"Ctrl+I"}),
               [this] { workspace_.selection.setInverted(!workspace_.selection.mask().isInverted); });
  withTrack(actions_.add(id("select.start"), tr("Selection &start to cursor"), keys({"["}),
                         [this] { setSelectionEdge(workspace_, true); }));
  withTrack(actions_.add(id("select.end"), tr("Selection &end to cursor"), keys({"]"}),
                         [this] { setSelectionEdge(workspace_, false); }));
  withTrack(
      actions_.add(id("select.zero"), tr("To &zero crossings"), keys({"Z"}), [this] { toZeroCrossing(workspace_); }));
  withTrack(
      actions_.add(id("cursor.left"), tr("Cursor left"), keys({"Left"}), [this] { nudge(workspace_, -1, false); }));
  withTrack(
      actions_.add(id("cursor.right"), tr("Cursor right"), keys({"Right"}), [this] { nudge(workspace_, 1, false); }));
  withTrack(actions_.add(id("cursor.extend_left"), tr("Extend selection left"), keys({"Shift+Left"}),
                         [this] { nudge(workspace_, -1, true); }));
  withTrack(actions_.add(id("cursor.extend_right"), tr("Extend selection right"), keys({"Shift+Right"}),
                         [this] { nudge(workspace_, 1, true); }));
  const auto scope = [this](const char* name, const QString& text, ChannelScope value) {
    actions_.add(id(name), text, {}, [this, value] { workspace_.selection.setScope(value); });
  };
  scope("select.channels_all", tr("All channels"), {});
  scope("select.channels_left", tr("Left channel only"), ChannelScope::only(0));
  scope("select.channels_right", tr("Right channel only"), ChannelScope::only(1));
  scope("select.channels_mid", tr("Mid only"), {ChannelScope::Kind::Mid});
  scope("select.channels_side", tr("Side only"), {ChannelScope::Kind::Side});
  const auto withSelection = [](QAction* action) { action->setProperty("needsSelection", true); };
  for (const SpectralOperator& op : spectralOperators()) {
    const std::string& name = op.settings->id;
    const QList<QKeySequence> key = name == "heal" ? keys({"Ctrl+H"}) : QList<QKeySequence>();
    withSelection(actions_.add(
        QStringLiteral("process.") % QString::fromStdString(name), coreText(op.settings->name), key,
        [this, name] { applyToSelection(workspace_, operationOf(name)); }, coreText(op.settings->text)));
  }
  for (const ProcessorType& type : processorTypes()) {
    const std::string name = type.settings->id;
    withSelection(actions_.add(
        QStringLiteral("process.") % QString::fromStdString(name), coreText(type.settings->name), {},
        [this, name] { applyToSelection(workspace_, operationOf(name)); }, coreText(type.settings->text)));
  }
}

void MainWindow::makeViewActions() {
  TimeAxis& axis = workspace_.axis;
  const auto middle = [&axis] { return axis.width() / 2.0; };
  // QKeySequence::ZoomIn is Ctrl++ alone, which needs Shift on many keyboards.
  actions_.add(id("view.zoom_in"), tr("Zoom &in"), keys({"Ctrl+=", "Ctrl++", "Ctrl+1"}),
               [&axis, middle] { axis.zoom(1.5, middle()); });
  actions_.add(id("view.zoom_out"), tr("Zoom &out"), keys({"Ctrl+-", "Ctrl+3"}),
               [&axis, middle] { axis.zoom(1 / 1.5, middle()); });
  actions_.add(id("view.zoom_all"), tr("Zoom to fit"), keys({"Ctrl+F"}), [&axis] { axis.showAll(); });
  actions_.add(id("view.zoom_selection"), tr("Zoom to &selection"), keys({"Ctrl+E"}),
               [this] { zoomToSelection(workspace_); });
  const auto toggle = [this](const char* name, const QString& text, const QList<QKeySequence>& key,
                             bool ViewValues::*member) {
    QAction* action = actions_.add(id(name), text, key, [this, member] {
      workspace_.view.change([member](ViewValues& v) { v.*member = !(v.*member); });
    });
    action->setCheckable(true);
  };
  toggle("view.waveform", tr("&Waveform"), {}, &ViewValues::showsWaveform);
  toggle("view.spectrogram", tr("S&pectrogram"), {}, &ViewValues::showsSpectrogram);
  toggle("view.overlay", tr("Waveform o&ver the spectrogram"), {}, &ViewValues::overlaysWaveform);
  toggle("view.follow", tr("&Follow the playhead"), {}, &ViewValues::followsPlayhead);
  toggle("view.wheel", tr("Plain wheel s&crolls"), {}, &ViewValues::wheelScrolls);
  const auto lanes = [this](const char* name, const QString& text, Lanes value) {
    actions_
        .add(id(name), text, {}, [this, value] { workspace_.view.change([value](ViewValues& v) { v.lanes = value; }); })
        ->setCheckable(true);
  };
  lanes("view.lanes_channels", tr("Cha&nnels"), Lanes::Channels);
  lanes("view.lanes_mid_side", tr("&Mid and side"), Lanes::MidSide);
  lanes("view.lanes_together", tr("Mono sum view"), Lanes::Together);
  const auto tool = [this](const char* name, const QString& text, std::initializer_list<const char*> key, Tool value,
                           const QString& tip) {
    actions_
        .add(
            id(name), text, keys(key),
            [this, value] { workspace_.view.change([value](ViewValues& v) { v.tool = value; }); }, tip)
        ->setCheckable(true);
  };
  tool("tool.time", tr("Time"), {"1", "T"}, Tool::Time, tr("Select a stretch of time"));
  tool("tool.frequency", tr("Frequency"), {"2", "F"}, Tool::Frequency, tr("Select a band over all time"));
  tool("tool.box", tr("Box"), {"3", "R"}, Tool::Box, tr("Select a box in time and frequency"));
  tool("tool.lasso", tr("Lasso"), {"4"}, Tool::Lasso, tr("Draw around what you want to select"));
  tool("tool.brush", tr("Brush"), {"5"}, Tool::Brush, tr("Paint the selection"));
  tool("tool.wand", tr("Wand"), {"6"}, Tool::Wand, tr("Click: select the connected sound"));
  tool("tool.harmonics", tr("Harmonics"), {"7"}, Tool::Harmonics,
       tr("Click a tone: it and its harmonics are selected"));
  const auto colours = [this](const ColourMap& map) {
    const std::string name(map.name);
    actions_
        .add(QStringLiteral("view.colours_") % QString::fromStdString(name), QString::fromStdString(name), {},
             [this, name] { workspace_.view.change([&](ViewValues& v) { v.colours = name; }); })
        ->setCheckable(true);
  };
  for (const ColourMap& map : colourMaps()) colours(map);
  const auto scale = [this](const char* name, const QString& text, FrequencyAxis value) {
    actions_
        .add(id(name), text, {},
             [this, value] {
               workspace_.view.change([value](ViewValues& v) {
                 v.axis = value;
                 v.lowestHertz = value == FrequencyAxis::Logarithmic ? 20 : 0;
                 v.highestHertz = 0;
               });
             })
        ->setCheckable(true);
  };
  scale("view.axis_linear", tr("Linear"), FrequencyAxis::Linear);
  scale("view.axis_log", tr("Logarithmic"), FrequencyAxis::Logarithmic);
  scale("view.axis_mel", tr("Mel"), FrequencyAxis::Mel);
  const auto window = [this](const char* name, const QString& text, AnalysisWindow value) {
    actions_
        .add(id(name), text, {},
             [this, value] { workspace_.view.change([value](ViewValues& v) { v.window = value; }); })
        ->setCheckable(true);
  };
  window("view.window_hann", tr("Hann"), AnalysisWindow::Hann);
  window("view.window_blackman_harris", tr("Blackman-Harris"), AnalysisWindow::BlackmanHarris);
  window("view.window_kaiser", tr("Kaiser"), AnalysisWindow::Kaiser);
  for (const int range : kLevelRanges)
    actions_
        .add(QStringLiteral("view.range_%1").arg(range), tr("%1 dB").arg(range), {},
             [this, range] {
               workspace_.view.change([range](ViewValues& v) { v.lowestLevel = v.highestLevel - range; });
             })
        ->setCheckable(true);
  const auto brightness = [this](double step) {
    workspace_.view.change([step](ViewValues& v) {
      const double highest = std::clamp(v.highestLevel + step, -60.0, 6.0);
      v.lowestLevel += highest - v.highestLevel;
      v.highestLevel = highest;
    });
  };
  actions_.add(id("view.brighter"), tr("Spectrogram level +6 dB"), keys({"Ctrl+Alt+Up"}),
               [brightness] { brightness(-6); });
  actions_.add(id("view.darker"), tr("Spectrogram level −6 dB"), keys({"Ctrl+Alt+Down"}),
               [brightness] { brightness(6); });
  const auto time = [this](const char* name, const QString& text, TimeFormat value) {
    actions_
        .add(id(name), text, {},
             [this, value] { workspace_.view.change([value](ViewValues& v) { v.timeFormat = value; }); })
        ->setCheckable(true);
  };
  time("view.time_clock", tr("Hours, minutes, seconds"), TimeFormat::Clock);
  time("view.time_seconds", tr("Seconds"), TimeFormat::Seconds);
  time("view.time_samples", tr("Samples"), TimeFormat::Samples);
  time("view.time_cd", tr("CD frames"), TimeFormat::CdFrames);
  for (int size = 512; size <= 32768; size *= 2)
    actions_
        .add(QStringLiteral("view.fft_%1").arg(size), QString::number(size), {},
             [this, size] { workspace_.view.change([size](ViewValues& v) { v.fftSize = size; }); })
        ->setCheckable(true);
  const auto layout = [this](const char* name, const QString& text, const char* key, Layouts::Name value,
                             const QString& tip) {
    actions_
        .add(
            id(name), text, keys({key}), [this, value] { layouts_->choose(value); }, tip)
        ->setCheckable(true);
  };
  layout("view.layout_edit", tr("Layout E&dit"), "Alt+1", Layouts::Name::Edit,
         tr("Room for waveform and spectrogram, with the list of edits"));
  layout("view.layout_master", tr("Layout Mas&ter"), "Alt+2", Layouts::Name::Master,
         tr("Chain, tracks and meters around the sound"));
  layout("view.layout_analyse", tr("Deliver layout"), "Alt+3", Layouts::Name::Analyse,
         tr("Loudness over time, verdicts and meters"));
  actions_.add(id("view.reset_layout"), tr("&Reset layout"), {}, [this] { layouts_->reset(); });
  actions_.add(id("view.next_panel"), tr("Ne&xt panel"), keys({"F6"}), [this] { focusPanel(1); });
  actions_.add(id("view.last_panel"), tr("Previous panel"), keys({"Shift+F6"}), [this] { focusPanel(-1); });
}

void MainWindow::makeMenus() {
  const auto fill = [this](QMenu* menu, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (*name == 0)
        menu->addSeparator();
      else
        menu->addAction(actions_.get(id(name)));
    }
    return menu;
  };
  fill(menuBar()->addMenu(tr("&File")),
       {"file.new", "file.open", "", "file.save", "file.save_as", "", "file.export", "", "file.measure",
        "file.measure_album", "file.report", "", "file.recover", "", "file.quit"});
  fill(menuBar()->addMenu(tr("&Edit")), {"edit.undo", "edit.redo", "", "edit.trim", "edit.delete", "", "edit.marker",
                                         "edit.last_marker", "edit.next_marker", "", "edit.rate", "edit.preferences"});
  QMenu* select = fill(menuBar()->addMenu(tr("&Select")), {"select.all", "select.none", "select.invert", "",
                                                           "select.start", "select.end", "select.zero", ""});
  fill(select->addMenu(tr("&Tool")),
       {"tool.time", "tool.frequency", "tool.box", "tool.lasso", "tool.brush", "tool.wand", "tool.harmonics"});
  fill(select->addMenu(tr("&Channels")), {"select.channels_all", "select.channels_left", "select.channels_right",
                                          "select.channels_mid", "select.channels_side"});
  fill(menuBar()->addMenu(tr("&Transport")),
       {"transport.play", "transport.once", "transport.selected", "transport.album", "transport.pause", "",
        "transport.start", "transport.end", "transport.loop", "", "transport.bypass", "transport.ab", "transport.keep",
        "transport.swap"});
  QMenu* process = menuBar()->addMenu(tr("&Process"));
  process->setToolTipsVisible(true);
  for (const SpectralOperator& op : spectralOperators())
    process->addAction(actions_.get(QStringLiteral("process.") % QString::fromStdString(op.settings->id)));
  process->addSeparator();
  QMenu* through = process->addMenu(tr("Process &with"));
  through->setToolTipsVisible(true);
  for (const ProcessorType& type : processorTypes())
    through->addAction(actions_.get(QStringLiteral("process.") % QString::fromStdString(type.settings->id)));
  QMenu* view = fill(menuBar()->addMenu(tr("&View")),
                     {"view.zoom_in", "view.zoom_out", "view.zoom_selection", "view.zoom_all", "", "view.waveform",
                      "view.spectrogram", "view.overlay", "", "view.lanes_channels", "view.lanes_mid_side",
                      "view.lanes_together", "", "view.follow", "view.wheel", ""});
  QMenu* colours = view->addMenu(tr("Co&lour map"));
  for (const ColourMap& map : colourMaps())
    colours->addAction(actions_.get(QStringLiteral("view.colours_") %
                                    QString::fromLatin1(map.name.data(), static_cast<int>(map.name.size()))));
  fill(view->addMenu(tr("Fre&quency axis")), {"view.axis_log", "view.axis_mel", "view.axis_linear"});
  fill(view->addMenu(tr("Anal&ysis window")),
       {"view.window_hann", "view.window_blackman_harris", "view.window_kaiser"});
  QMenu* range = view->addMenu(tr("Dynamic ran&ge"));
  for (const int decibels : kLevelRanges) range->addAction(actions_.get(QStringLiteral("view.range_%1").arg(decibels)));
  range->addSeparator();
  fill(range, {"view.brighter", "view.darker"});
  fill(view->addMenu(tr("Time r&uler")), {"view.time_clock", "view.time_seconds", "view.time_samples", "view.time_cd"});
  QMenu* fft = view->addMenu(tr("FFT si&ze"));
  for (int size = 512; size <= 32768; size *= 2) fft->addAction(actions_.get(QStringLiteral("view.fft_%1").arg(size)));
  QMenu* panels = view->addMenu(tr("Pan&els"));
  for (QDockWidget* dock : docks_) panels->addAction(dock->toggleViewAction());
  view->addSeparator();
  fill(view, {"view.layout_edit", "view.layout_master", "view.layout_analyse", "view.reset_layout", "",
              "view.next_panel", "view.last_panel"});
  fill(menuBar()->addMenu(tr("&Help")), {"help.commands", "help.demo", "", "help.about"});
}

void MainWindow::makeToolBar() {
  addToolBar(new TransportBar(workspace_, actions_));
  auto* bar = addToolBar(tr("Tools"));
  bar->setObjectName(QStringLiteral("tools"));
  bar->setMovable(false);
  bar->setContextMenuPolicy(Qt::PreventContextMenu);
  bar->setIconSize({20, 20});
  const std::pair<const char*, Glyph> buttons[] = {{"tool.time", Glyph::Time},
                                                   {"tool.frequency", Glyph::Frequency},
                                                   {"tool.box", Glyph::Box},
                                                   {"tool.lasso", Glyph::Lasso},
                                                   {"tool.brush", Glyph::Brush},
                                                   {"tool.wand", Glyph::Wand},
                                                   {"tool.harmonics", Glyph::Harmonics},
                                                   {"process.heal", Glyph::Heal},
                                                   {"edit.delete", Glyph::Delete},
                                                   {"edit.undo", Glyph::Undo},
                                                   {"edit.redo", Glyph::Redo}};
  for (const auto& [name, glyph] : buttons) {
    QAction* action = actions_.get(id(name));
    action->setIcon(icon(glyph));
    if (glyph == Glyph::Heal) bar->addSeparator();
    bar->addAction(action);
  }
}

void MainWindow::followView() {
  const ViewValues& v = workspace_.view.values();
  const auto check = [this](const QString& name, bool isOn) { actions_.get(name)->setChecked(isOn); };
  check(id("view.waveform"), v.showsWaveform);
  check(id("view.spectrogram"), v.showsSpectrogram);
  check(id("view.overlay"), v.overlaysWaveform);
  check(id("view.follow"), v.followsPlayhead);
  check(id("view.window_hann"), v.window == AnalysisWindow::Hann);
  check(id("view.window_blackman_harris"), v.window == AnalysisWindow::BlackmanHarris);
  check(id("view.window_kaiser"), v.window == AnalysisWindow::Kaiser);
  for (const int range : kLevelRanges)
    check(QStringLiteral("view.range_%1").arg(range), std::lround(v.highestLevel - v.lowestLevel) == range);
  check(id("view.time_clock"), v.timeFormat == TimeFormat::Clock);
  check(id("view.time_seconds"), v.timeFormat == TimeFormat::Seconds);
  check(id("view.time_samples"), v.timeFormat == TimeFormat::Samples);
  check(id("view.time_cd"), v.timeFormat == TimeFormat::CdFrames);
  check(id("view.wheel"), v.wheelScrolls);
  check(id("view.lanes_channels"), v.lanes == Lanes::Channels);
  check(id("view.lanes_mid_side"), v.lanes == Lanes::MidSide);
  check(id("view.lanes_together"), v.lanes == Lanes::Together);
  const std::pair<const char*, Tool> tools[] = {
      {"tool.time", Tool::Time},          {"tool.frequency", Tool::Frequency}, {"tool.box", Tool::Box},
      {"tool.lasso", Tool::Lasso},        {"tool.brush", Tool::Brush},         {"tool.wand", Tool::Wand},
      {"tool.harmonics", Tool::Harmonics}};
  for (const auto& [name, tool] : tools) check(id(name), v.tool == tool);
  for (const ColourMap& map : colourMaps())
    check(QStringLiteral("view.colours_") % QString::fromStdString(std::string(map.name)), map.name == v.colours);
  check(id("view.axis_linear"), v.axis == FrequencyAxis::Linear);
  check(id("view.axis_log"), v.axis == FrequencyAxis::Logarithmic);
  check(id("view.axis_mel"), v.axis == FrequencyAxis::Mel);
  for (int size = 512; size <= 32768; size *= 2) check(QStringLiteral("view.fft_%1").arg(size), v.fftSize == size);
  check(id("view.layout_edit"), layouts_->current() == Layouts::Name::Edit);
  check(id("view.layout_master"), layouts_->current() == Layouts::Name::Master);
  check(id("view.layout_analyse"), layouts_->current() == Layouts::Name::Analyse);
}

}  // namespace lathe::gui
