// The export dialog's controls, and the files that are to come.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/export_dialog.h"

#include <QtCore/QLocale>
#include <QtCore/QPointer>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <algorithm>
#include <array>

#include "analysis/measurement/render_meter.h"
#include "core/processors/dither.h"
#include "core/session/edits.h"
#include "gui/dialogs/render_result.h"

namespace lathe::gui {
namespace {

constexpr std::array kContainers = {Container::Wav,  Container::Rf64,      Container::Flac,
                                    Container::Aiff, Container::W64,       Container::Caf,
                                    Container::Mp3,  Container::OggVorbis, Container::OggOpus};
constexpr std::array kEncodings = {Encoding::Int16,   Encoding::Int20,   Encoding::Int24, Encoding::Int32,
                                   Encoding::Float32, Encoding::Float64, Encoding::Lossy};

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<int>(view.size())); }

bool isLossy(Container container) { return isWritable({container, Encoding::Lossy}); }

QDoubleSpinBox* numberBox(double low, double high, const QString& unit) {
  auto* box = new QDoubleSpinBox;
  box->setRange(low, high);
  box->setDecimals(1);
  box->setSingleStep(0.5);
  box->setSuffix(QStringLiteral(" ") % unit);
  return box;
}

QWidget* sideBySide(std::initializer_list<QWidget*> widgets) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget : widgets) layout->addWidget(widget);
  return row;
}

/// A triangular dither at the end of the master chain where neither chain has one.
Session withDither(Session session) {
  const auto hasDither = [](const Chain& chain) {
    return std::ranges::any_of(chain.stages,
                               [](const Stage& s) { return &s.settings.type() == &DitherSettings::type(); });
  };
  const bool isThere = hasDither(session.masterChain) ||
                       std::ranges::any_of(session.tracks, [&](const Track& t) { return hasDither(t.chain); });
  if (!isThere && !isFloat(session.delivery.format.encoding) && session.delivery.format.encoding != Encoding::Lossy)
    session.masterChain.stages.push_back(Stage{DitherSettings{}});
  return session;
}

}  // namespace

ExportDialog::ExportDialog(Workspace& workspace, std::filesystem::path folder, QWidget* parent)
    : QDialog(parent),
      workspace_(workspace),
      what_(new QComboBox),
      container_(new QComboBox),
      encoding_(new QComboBox),
      rate_(new QComboBox),
      dither_(new QComboBox),
      spec_(new QComboBox),
      quality_(numberBox(0, 100, QStringLiteral("%"))),
      target_(numberBox(-40, 0, QStringLiteral("LUFS"))),
      ceiling_(numberBox(-20, 0, QStringLiteral("dBTP"))),
      hasTarget_(new QCheckBox(tr("Loudness"))),
      hasCeiling_(new QCheckBox(tr("Ceiling"))),
      tails_(new QCheckBox(tr("Include reverb tails: files grow by them"))),
      folder_(new QLineEdit(toQString(folder))),
      name_(new QLineEdit),
      files_(new QLabel),
      warning_(new QLabel) {
  setWindowTitle(tr("Render"));
  setMinimumWidth(520);
  for (const Container container : kContainers) container_->addItem(text(containerName(container)));
  const auto& rates = *ResampleSettings::type().find("rate");
  for (const Choice& choice : rates.choices)
    if (choice.id != "custom") rate_->addItem(QString::fromStdString(choice.name));
  dither_->addItems({tr("Automatic"), tr("Add a dither where words get shorter")});
  what_->addItem(tr("All tracks that are not muted"));
  if (workspace_.document.hasTrack())
    what_->addItem(tr("This track: %1").arg(QString::fromStdString(workspace_.document.track().title)));
  spec_->addItems({tr("Choose a target…"), tr("Streaming: −14 LUFS, −1 dBTP"), tr("Apple Music: −16 LUFS, −1 dBTP"),
                   tr("EBU R 128: −23 LUFS, −1 dBTP"), tr("CD, as loud as it is: −0.3 dBTP"),
                   tr("No change of level")});
  auto* browse = new QToolButton;
  browse->setText(QStringLiteral("…"));
  browse->setToolTip(tr("Choose the folder"));
  warning_->setWordWrap(true);
  files_->setWordWrap(true);
  name_->setToolTip(tr("{number} {title} {artist} {album} are replaced"));

  auto* form = new QFormLayout;
  form->addRow(tr("&What"), what_);
  form->addRow(tr("&Format"), sideBySide({container_, encoding_, quality_}));
  form->addRow(tr("Sample &rate"), rate_);
  form->addRow(tr("&Dither"), dither_);
  form->addRow(tr("&Target"), spec_);
  form->addRow(QString(), sideBySide({hasTarget_, target_, hasCeiling_, ceiling_}));
  form->addRow(QString(), tails_);
  form->addRow(tr("F&older"), sideBySide({folder_, browse}));
  form->addRow(tr("File &names"), name_);
  form->addRow(tr("Files"), files_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  export_ = buttons->addButton(tr("&Render"), QDialogButtonBox::AcceptRole);
  buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);  // Enter exports, wherever the focus is
  export_->setDefault(true);
  auto* layout = new QVBoxLayout(this);
  layout->addLayout(form);
  layout->addWidget(warning_);
  layout->addStretch();
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(browse, &QToolButton::clicked, this, [this] {
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Render into"), folder_->text());
    if (!chosen.isEmpty()) folder_->setText(chosen);
  });
  show(workspace_.document.session().delivery);
  for (QComboBox* box : {what_, container_, encoding_, rate_, dither_})
    connect(box, &QComboBox::activated, this, &ExportDialog::update);
  connect(spec_, &QComboBox::activated, this, &ExportDialog::takeSpec);
  for (QCheckBox* box : {hasTarget_, hasCeiling_, tails_})
    connect(box, &QCheckBox::toggled, this, &ExportDialog::update);
  for (QLineEdit* line : {folder_, name_}) connect(line, &QLineEdit::textChanged, this, &ExportDialog::update);
  update();
}

void ExportDialog::show(const Delivery& delivery) {
  const auto container = std::ranges::find(kContainers, delivery.format.container);
  container_->setCurrentIndex(container == kContainers.end() ? 0 : static_cast<int>(container - kContainers.begin()));
  update();
  encoding_->setCurrentText(text(encodingName(delivery.format.encoding)));
  quality_->setValue(delivery.format.quality * 100);
  rate_->setCurrentIndex(std::min(static_cast<int>(delivery.conversion.rate), rate_->count() - 1));
  hasTarget_->setChecked(delivery.target.has_value());
  target_->setValue(delivery.target.value_or(-14.0_LUFS).value);
  hasCeiling_->setChecked(delivery.ceiling.has_value());
  ceiling_->setValue(delivery.ceiling.value_or(-1.0_dB).value);
  tails_->setChecked(delivery.keepsTails);
  name_->setText(QString::fromStdString(delivery.fileName));
}

void ExportDialog::takeSpec(int index) {
  struct Target {
    std::optional<double> loudness, ceiling;
  };
  static const std::array<Target, 6> kTargets = {{{}, {-14, -1}, {-16, -1}, {-23, -1}, {{}, -0.3}, {}}};
  const Target& target = kTargets[static_cast<std::size_t>(index)];
  if (index == 0) return;
  hasTarget_->setChecked(target.loudness.has_value());
  if (target.loudness) target_->setValue(*target.loudness);
  hasCeiling_->setChecked(target.ceiling.has_value());
  if (target.ceiling) ceiling_->setValue(*target.ceiling);
}

Delivery ExportDialog::delivery() const {
  Delivery delivery = workspace_.document.session().delivery;
  delivery.format.container = kContainers[static_cast<std::size_t>(container_->currentIndex())];
  delivery.format.encoding = Encoding::Lossy;
  for (const Encoding encoding : kEncodings)
    if (text(encodingName(encoding)) == encoding_->currentText()) delivery.format.encoding = encoding;
  delivery.format.quality = quality_->value() / 100;
  delivery.conversion.rate = static_cast<ResampleSettings::Rate>(rate_->currentIndex());
  delivery.target.reset();
  delivery.ceiling.reset();
  if (hasTarget_->isChecked()) delivery.target = Lufs{target_->value()};
  if (hasCeiling_->isChecked()) delivery.ceiling = Decibels{ceiling_->value()};
  delivery.keepsTails = tails_->isChecked();
  delivery.fileName = name_->text().toStdString();
  return delivery;
}

Edit ExportDialog::edit() const {
  return {"Set the delivery",
          [delivery = delivery(), addsDither = dither_->currentIndex() == 1](const Session& before) {
            Session session = setDelivery(delivery).apply(before);
            return addsDither ? withDither(std::move(session)) : session;
          }};
}

RenderRequest ExportDialog::request() const {
  RenderRequest request;
  request.folder = toPath(folder_->text());
  if (what_->currentIndex() == 1) request.tracks = {workspace_.document.currentTrack()};
  request.overwrite = Overwrite::Yes;  // the dialog has shown what is there
  return request;
}

void ExportDialog::update() {
  const Container container = kContainers[static_cast<std::size_t>(std::max(container_->currentIndex(), 0))];
  const QString before = encoding_->currentText();
  encoding_->clear();
  for (const Encoding encoding : kEncodings)
    if (isWritable({container, encoding})) encoding_->addItem(text(encodingName(encoding)));
  encoding_->setCurrentIndex(
      std::max(0, encoding_->findText(before.isEmpty() ? text(encodingName(Encoding::Int24)) : before)));
  encoding_->setVisible(!isLossy(container));
  quality_->setVisible(isLossy(container));
  dither_->setEnabled(!isLossy(container));
  target_->setEnabled(hasTarget_->isChecked());
  ceiling_->setEnabled(hasCeiling_->isChecked());

  QStringList names, overwritten;
  QString problem;
  try {
    Session session = workspace_.document.session();
    session.delivery = delivery();
    for (const RenderTask& task : tasksOf(session, request())) {
      names << toQString(task.file.filename());
      if (std::filesystem::exists(task.file)) overwritten << toQString(task.file.filename());
    }
  } catch (const std::exception& error) {
    problem = QString::fromUtf8(error.what()) % QLatin1Char('.');
  }
  files_->setText(names.size() > 4 ? tr("%1 and %n more", nullptr, static_cast<int>(names.size()) - 3)
                                         .arg(names.mid(0, 3).join(QStringLiteral(", ")))
                                   : names.join(QStringLiteral(", ")));
  if (problem.isEmpty() && !overwritten.isEmpty())
    problem = tr("These files are there and will be replaced: %1").arg(overwritten.join(QStringLiteral(", ")));
  warning_->setText(problem.isEmpty() ? QString() : QStringLiteral("⚠ ") % problem);
  export_->setEnabled(!names.isEmpty());
}

void startExport(Workspace& workspace, const RenderRequest& request, QWidget* parent) {
  const auto tasks = std::make_shared<std::vector<RenderTask>>();  // moved from by the one job that runs it
  try {
    *tasks = tasksOf(workspace.document.session(), request);
  } catch (const std::exception& error) {
    Q_EMIT workspace.document.failed(QString::fromUtf8(error.what()));
    return;
  }
  const QPointer<QWidget> shownOver = parent;
  workspace.jobs.run<std::vector<TrackOutcome>>(
      ExportDialog::tr("Render %n file(s)", nullptr, static_cast<int>(tasks->size())),
      [tasks](const Progress& progress) {
        return renderTasks(std::move(*tasks), 1, analysis::renderMeters(), progress);
      },
      [shownOver](const std::vector<TrackOutcome>& outcomes) {
        auto* result = new RenderResult(outcomes, shownOver);
        result->setAttribute(Qt::WA_DeleteOnClose);
        result->show();
      });
}

}  // namespace lathe::gui
