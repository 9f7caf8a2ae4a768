@{
    RootModule = 'CustomerMetrics.dll'
    ModuleVersion = '0.1.0'
    GUID = '3897a4b4-438e-4506-a02a-e7ce881a3c41'
    Author = 'CustomerMetrics contributors'
    CompanyName = 'CustomerMetrics contributors'
    Copyright = '(c) 2026 CustomerMetrics contributors. MIT License.'
    Description = 'Keeps the books of your customers: who came, who stayed, who stopped buying and what they are worth. One pipeline from a CSV of transactions to a ledger that balances, churn rates with their intervals and a statement to share.'
    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport = @(
        'Compare-JourneyEffort'
        'Connect-CustomerSource'
        'Connect-CustomerSubscription'
        'ConvertTo-CustomerStatementMail'
        'Export-CustomerModel'
        'Export-CustomerStatement'
        'Get-AcquisitionBenchmark'
        'Get-ChurnRate'
        'Get-CustomerCohort'
        'Get-CustomerEquityBridge'
        'Get-CustomerLedger'
        'Get-CustomerMember'
        'Get-CustomerMigration'
        'Get-CustomerReason'
        'Get-CustomerRestatement'
        'Get-CustomerSegment'
        'Get-CustomerWinBack'
        'Get-ReferralRate'
        'Get-RenewalRate'
        'Get-ReturnOnCustomer'
        'Get-RevenueRetention'
        'Import-CustomerModel'
        'Import-CustomerSubscription'
        'Import-CustomerTransaction'
        'Measure-AcquisitionReturn'
        'Measure-CustomerEquity'
        'Measure-CustomerGroup'
        'Measure-CustomerSurvival'
        'Measure-CustomerValue'
        'Measure-EarnedGrowth'
        'Measure-RetentionImpact'
        'New-CustomerModel'
        'New-CustomerSample'
        'New-CustomerStatement'
        'Send-CustomerStatement'
        'Test-CustomerData'
        'Test-CustomerModel'
        'Test-CustomerTarget'
    )
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    FormatsToProcess = @('CustomerMetrics.Format.ps1xml')
    PrivateData = @{
        PSData = @{
            Tags = @('Customer', 'Churn', 'Retention', 'Cohort', 'CLV', 'Analytics', 'CSV', 'Report', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
            # Filled by the build with the top entry of CHANGELOG.md.
            ReleaseNotes = ''
        }
    }
}
