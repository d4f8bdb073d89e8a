// The pages of the preferences.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/preferences_dialog.h"

#include <QtCore/QLocale>
#include <QtCore/QSettings>
#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableWidget>

#include "core/audio/error.h"
#include "core/play/port_audio_output.h"
#include "gui/commands/actions.h"
#include "gui/commands/key_presets.h"
#include "gui/theme/lathe_style.h"
#include "gui/translations/translation.h"

namespace lathe::gui {

PreferencesDialog::PreferencesDialog(Workspace& workspace, Actions& actions, QSettings* settings, QWidget* parent)
    : QDialog(parent), workspace_(workspace), actions_(actions), settings_(settings) {
  setWindowTitle(tr("Preferences"));
  resize(620, 480);
  auto* tabs = new QTabWidget;
  tabs->addTab(makeSound(), tr("&Sound"));
  tabs->addTab(makeLooks(), tr("&Appearance and mouse"));
  tabs->addTab(makeKeys(), tr("&Keys"));
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(tabs);
  layout->addWidget(buttons);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
}

QWidget* PreferencesDialog::makeSound() {
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  auto* device = new QComboBox;
  auto* block = new QComboBox;
  device->addItem(tr("The system's default"), QString());
  try {
    for (const OutputDevice& output : outputDevices())
      device->addItem(QString::fromStdString(output.name), QString::fromStdString(output.name));
  } catch (const Error& error) {
    form->addRow(new QLabel(QString::fromUtf8(error.what())));
  }
  device->addItem(tr("None: meters only"), QLatin1String(Transport::kSilent));
  const OutputRequest now = workspace_.transport.output();
  device->setCurrentIndex(std::max(0, device->findData(QString::fromStdString(now.device))));
  for (const int frames : {64, 128, 256, 512, 1024, 2048}) block->addItem(tr("%1 frames").arg(frames), frames);
  block->setCurrentIndex(std::max(0, block->findData(now.blockFrames)));
  form->addRow(tr("&Output"), device);
  form->addRow(tr("&Block"), block);
  if (!hasSoundCardSupport()) form->addRow(new QLabel(tr("This build has no PortAudio, so it cannot play.")));
  const auto take = [this, device, block] {
    OutputRequest request = workspace_.transport.output();
    request.device = device->currentData().toString().toStdString();
    request.blockFrames = block->currentData().toInt();
    workspace_.transport.setOutput(request);
    if (!settings_) return;
    settings_->setValue(QStringLiteral("sound/device"), device->currentData());
    settings_->setValue(QStringLiteral("sound/block"), request.blockFrames);
  };
  connect(device, &QComboBox::activated, this, take);
  connect(block, &QComboBox::activated, this, take);
  return page;
}

QWidget* PreferencesDialog::makeLooks() {
  auto* page = new QWidget;
  auto* form = new QFormLayout(page);
  auto* themes = new QComboBox;
  themes->addItems({tr("Dark"), tr("Light")});
  themes->setCurrentIndex(theme().isDark ? 0 : 1);
  form->addRow(tr("&Theme"), themes);
  connect(themes, &QComboBox::activated, this, [this](int index) {
    applyTheme(*qApp, index == 0 ? Theme::dark() : Theme::light());
    if (settings_)
      settings_->setValue(QStringLiteral("theme"), index == 0 ? QStringLiteral("dark") : QStringLiteral("light"));
    for (QWidget* widget : QApplication::allWidgets()) widget->update();
    Q_EMIT workspace_.view.changed();  // views paint their pictures again
  });
  auto* languages = new QComboBox;
  languages->addItem(tr("As the system"), QString());
  languages->addItem(QStringLiteral("English"), QStringLiteral("en"));
  for (const QString& code : translatedLanguages()) languages->addItem(QLocale(code).nativeLanguageName(), code);
  if (settings_)
    languages->setCurrentIndex(std::max(0, languages->findData(settings_->value(QStringLiteral("language")))));
  form->addRow(tr("L&anguage (from the next start on)"), languages);
  connect(languages, &QComboBox::activated, this, [this, languages] {
    if (settings_) settings_->setValue(QStringLiteral("language"), languages->currentData());
  });
  auto* wheel = new QCheckBox(tr("The wheel scrolls, and zooms with Ctrl"));
  wheel->setChecked(workspace_.view.values().wheelScrolls);
  connect(wheel, &QCheckBox::toggled, this,
          [this](bool isOn) { workspace_.view.change([isOn](ViewValues& v) { v.wheelScrolls = isOn; }); });
  form->addRow(wheel);
  return page;
}

QWidget* PreferencesDialog::makeKeys() {
  auto* page = new QWidget;
  auto* layout = new QVBoxLayout(page);
  auto* filter = new QLineEdit;
  filter->setPlaceholderText(tr("Search commands"));
  keys_ = new QTableWidget(0, 2);
  keys_->setHorizontalHeaderLabels({tr("Command"), tr("Key")});
  keys_->verticalHeader()->hide();
  keys_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  keys_->setColumnWidth(1, 180);
  keys_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  auto* reset = new QPushButton(tr("Reset all keys"));
  auto* presets = new QComboBox;
  presets->setAccessibleName(tr("Keys as in another program"));
  presets->addItem(tr("Keys as in…"));
  for (const KeyPreset& preset : keyPresets()) presets->addItem(preset.name);
  auto* below = new QHBoxLayout;
  below->addWidget(reset);
  below->addWidget(presets);
  below->addStretch();
  layout->addWidget(filter);
  layout->addWidget(keys_);
  layout->addLayout(below);
  connect(presets, &QComboBox::activated, this, [this, filter, presets](int index) {
    if (index < 1) return;
    applyKeys(actions_, keyPresets()[static_cast<std::size_t>(index) - 1]);
    presets->setCurrentIndex(0);
    fillKeys(filter->text());
  });
  connect(filter, &QLineEdit::textChanged, this, &PreferencesDialog::fillKeys);
  connect(reset, &QPushButton::clicked, this, [this, filter] {
    applyKeys(actions_, keyPresets().front());
    fillKeys(filter->text());
  });
  fillKeys({});
  return page;
}

void PreferencesDialog::fillKeys(const QString& filter) {
  keys_->setRowCount(0);
  for (QAction* action : actions_.all()) {
    const QString name = action->text().remove(QLatin1Char('&'));
    if (!name.contains(filter, Qt::CaseInsensitive)) continue;
    const int row = keys_->rowCount();
    keys_->insertRow(row);
    keys_->setItem(row, 0, new QTableWidgetItem(name));
    auto* edit = new QKeySequenceEdit(action->shortcut());
    keys_->setCellWidget(row, 1, edit);
    connect(edit, &QKeySequenceEdit::editingFinished, this, [this, edit, action, filter] {
      if (edit->keySequence() == action->shortcut()) return;
      QList<QKeySequence> keys;
      if (!edit->keySequence().isEmpty()) keys << edit->keySequence();
      const QAction* owner = keys.isEmpty() ? nullptr : actions_.withKey(keys.front());
      actions_.setKeys(action->objectName(), keys);
      if (owner && owner != action) fillKeys(filter);  // another command lost it
    });
  }
}

}  // namespace lathe::gui
