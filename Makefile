# 強化社會安全網簡報與報告。指令說明：make help
# The targets only call `ssnet` and the tools; the Python environment is made and renewed when it is needed.

VENV := .venv
BIN := $(VENV)/bin
SSNET := $(BIN)/python -m ssnet_docs # not the script, whose first line breaks when the folder is moved
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
PEERS := $(VENV)/.bench

# names that the user gives reach the shell as environment variables, never as text of a command
export COUNTY MINISTRY YEAR ID FILE FORMAT JOBS OLD NEW FAIL_IF JSON HTML DOCX PPTX TABLE PYTHON

FORMS = $${FORMAT:+--format "$$FORMAT"}

.DEFAULT_GOAL := help
.PHONY: help deck briefing results plan report build all watch new template fill check diff list test lint format accept manual bench bench-diff clean

help: ## 顯示這份說明
	@printf '%s\n\n' '用法：make 目標 [名稱=值]'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '  %-10s %s\n' "$$name" "$$text"; done

deck: $(RUNTIME) ## 產生縣市簡報：make deck COUNTY=taichung；其他格式加上 FORMAT=pptx,pdf,odp
	@$(SSNET) build --county "$$COUNTY" $(FORMS)

briefing: $(RUNTIME) ## 產生部會簡報：make briefing MINISTRY=mohw
	@$(SSNET) build --ministry "$$MINISTRY" $(FORMS)

results: $(RUNTIME) ## 產生成果簡報：make results YEAR=108
	@$(SSNET) build --results "$$YEAR" $(FORMS)

plan: $(RUNTIME) ## 產生年度計畫書：make plan YEAR=115
	@$(SSNET) build --plan "$$YEAR" $(FORMS)

report: $(RUNTIME) ## 產生 Word 報告：make report COUNTY=taichung、MINISTRY=mohw 或 ID=results-108
	@$(SSNET) build --format docx $${COUNTY:+--county "$$COUNTY"} $${MINISTRY:+--ministry "$$MINISTRY"} $${ID:+"$$ID"}

build: $(RUNTIME) ## 產生指定文件，省略代號時產生全部：make build ID=taichung
	@$(SSNET) build $${ID:+"$$ID"} $(FORMS)

all: $(RUNTIME) ## 產生全部文件的全部格式，只做有變更的：make all JOBS=2
	@$(SSNET) build --format all --summary $${JOBS:+--jobs "$$JOBS"}

watch: $(RUNTIME) ## 存檔後立刻重新產生，並說出改了什麼：make watch ID=taichung
	@$(SSNET) watch $${ID:+"$$ID"}

new: $(RUNTIME) ## 新增縣市自己的內容檔：make new COUNTY=hualien
	@$(SSNET) new county "$$COUNTY"

template: $(RUNTIME) ## 產生縣市的 Excel 填報表：make template COUNTY=hualien
	@$(SSNET) template county "$$COUNTY"

fill: $(RUNTIME) ## 把填好的填報表存入 data/：make fill FILE=build/hualien-form.xlsx
	@$(SSNET) fill "$$FILE"

check: $(RUNTIME) ## 檢查數字、文字與版面，省略代號時檢查全部：make check ID=taichung；RENDERED=1 另看畫出的每一頁
	@$(SSNET) check $${ID:+"$$ID"} $${RENDERED:+--rendered}

diff: $(RUNTIME) ## 比對兩個版本：make diff OLD=舊版 NEW=新版；make diff ID=plan-115 DOCX=修訂.docx 與上次提交比對（也可 TABLE=、HTML=、PPTX=、JSON=）
	@$(SSNET) diff $${ID:+"$$ID"} $${OLD:+"$$OLD"} $${NEW:+"$$NEW"} $${JSON:+--json "$$JSON"} $${HTML:+--html "$$HTML"} \
		$${DOCX:+--docx "$$DOCX"} $${PPTX:+--pptx "$$PPTX"} $${TABLE:+--table "$$TABLE"} $${FAIL_IF:+--fail-if "$$FAIL_IF"} \
		|| [ $$? -eq 1 -a -z "$$FAIL_IF" ]

list: $(RUNTIME) ## 列出文件、區塊、佈景主題與資料表
	@$(SSNET) list

test: $(DEV) ## 執行全部測試
	@.ci/system-packages
	@$(BIN)/python -m pytest -n 2

lint: $(DEV) ## 檢查格式、寫法、型別與模組界線
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV) ## 整理程式格式
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

accept: $(DEV) ## 看過頁面之後，更新測試的對照檔
	@SSNET_ACCEPT=1 $(BIN)/python -m pytest -q tests/test_goldens.py

bench-diff: $(DEV) ## 以隨機改動的300份報告與200份簡報，量測比對的正確（約15分鐘）
	@$(BIN)/python -m tests.bench.differences

manual: $(DEV) ## 由區塊的說明與範例重新產生 docs/authoring.md 與圖片
	@$(BIN)/python -m ssnet_docs.manual

bench: $(PEERS) ## 與同類程式比速度，更新 docs/performance.md（約10分鐘）
	@$(BIN)/python -m tests.bench.speed --write docs/performance.md

clean: ## 刪除產生的檔案
	@find build -mindepth 1 ! -name .gitkeep -delete

$(RUNTIME): pyproject.toml .ci/constraints.txt .ci/environment
	@.ci/environment $(VENV)
	@touch $@

$(DEV): $(RUNTIME)
	@.ci/environment $(VENV) dev
	@touch $@

$(PEERS): $(DEV)
	@.ci/environment $(VENV) bench
	@touch $@
