// The rates that are offered, and the edit from the one that is chosen.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/dialogs/session_rate_dialog.h"

#include <QtWidgets/QInputDialog>

#include "core/session/session_rate.h"

namespace lathe::gui {

void askForSessionRate(Document& document, QWidget* parent) {
  auto* dialog = new QInputDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setObjectName(QStringLiteral("session_rate"));
  dialog->setWindowTitle(Document::tr("Session sample rate"));
  dialog->setLabelText(Document::tr("Tracks and chains run at this rate, in Hz. Times stay as they are."));
  dialog->setComboBoxItems({QStringLiteral("44100"), QStringLiteral("48000"), QStringLiteral("88200"),
                            QStringLiteral("96000"), QStringLiteral("176400"), QStringLiteral("192000")});
  dialog->setComboBoxEditable(true);
  dialog->setTextValue(QString::number(document.session().rate()));
  QObject::connect(dialog, &QInputDialog::textValueSelected, &document, [&document](const QString& text) {
    bool isNumber = false;
    const int rate = text.trimmed().toInt(&isNumber);
    if (isNumber)
      document.apply(setSessionRate(rate));
    else
      Q_EMIT document.failed(Document::tr("'%1' is no sample rate; type a whole number of Hz, as in 48000").arg(text));
  });
  dialog->open();
}

}  // namespace lathe::gui
